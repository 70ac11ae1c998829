using NetGen.Generator.Emit;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Names for the values of a program, from what users called them: <c>h</c>, <c>trunk0Kernel</c>, <c>meanHead2KernelGradient</c>; values
/// without a name are called after their operation.</summary>
internal sealed class ProgramNames
{
    /// <summary>The names that calls of kernels use besides those of values.</summary>
    public static readonly string[] Reserved = ["frame", "begin", "end", "from", "to", "first", "last", "strip", "firstPlace", "lastPlace", "row", "rows", "matrix", "kernel", "step", "arena"];

    private readonly UniqueNames _unique = new(Reserved);
    private readonly Dictionary<Node, string> _names = [];
    private readonly Dictionary<Node, string> _wanted = [];

    public ProgramNames(Graph graph)
    {
        foreach (var result in graph.Results)
            Want(result.Value, Placement.Describe(result));
        foreach (var name in graph.Names)
            Want(name.Value, name.Name);
    }

    public string Of(Node node)
    {
        if (!_names.TryGetValue(node, out var name))
            _names.Add(node, name = _unique.Take(UniqueNames.Camel(Wanted(node))));
        return name;
    }

    /// <summary>A name for another form of a value.</summary>
    public string Derived(Node node, string suffix) => _unique.Take(Of(node).TrimStart('@') + suffix);

    private string Wanted(Node node) => node.Op switch
    {
        Input input => input.Name,
        Parameter parameter => parameter.Name,
        _ => _wanted.TryGetValue(node, out var wanted) ? wanted : node.Op.Mnemonic,
    };

    private void Want(Node value, string name)
    {
        if (!_wanted.ContainsKey(Access.Resolve(value)))
            _wanted.Add(Access.Resolve(value), name);
    }
}
