using NetGen.Generator.Graphs;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>What the names of a definition mean in the trial graph; those of a step of a recurrence mean something else at each step.</summary>
internal sealed class Bindings(TrialGraph trial, Bindings? outer = null)
{
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    public TrialGraph Trial { get; } = trial;

    public GraphBuilder Builder => Trial.Builder;

    public Node this[string name]
    {
        get => _nodes.TryGetValue(name, out var node) ? node : outer![name];
        set => _nodes[name] = value;
    }
}

/// <summary>A piece of C#, and what it gives in the trial graph.</summary>
/// <param name="Build">Throws <see cref="Generator.Diagnostics.DefinitionException"/> where the piece is no valid definition.</param>
internal sealed record Expression(string Text, Func<Bindings, Node> Build);

/// <summary>A statement that declares variables.</summary>
/// <param name="Names">The variables, whose values <paramref name="Run"/> binds.</param>
/// <param name="Declarations">Layer methods that it needs.</param>
internal sealed record Statement(string Text, IReadOnlyList<string> Names, Action<Bindings> Run, string Declarations = "");

/// <summary>A value that the following statements can use.</summary>
internal sealed record Variable(string Name, Node Node);

/// <summary>A block of statements with its variables.</summary>
internal sealed class Scope(Bindings bindings, Scope? outer = null)
{
    private readonly List<Variable> _own = [];

    public Bindings Bindings { get; } = bindings;

    public List<Statement> Statements { get; } = [];

    public IReadOnlyList<Variable> Own => _own;

    public IReadOnlyList<Variable> Visible => outer is null ? _own : [.. outer.Visible, .. _own];

    /// <summary>The layer methods of the statements so far, in this block and around it.</summary>
    public string Declarations => outer?.Declarations + string.Concat(Statements.Select(s => s.Declarations));

    public void Declare(string name) => _own.Add(new Variable(name, Bindings[name]));

    public void Declare(string name, Node value)
    {
        Bindings[name] = value;
        Declare(name);
    }
}
