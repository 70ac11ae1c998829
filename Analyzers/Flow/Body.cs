using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>A method with all of its lambdas and local functions: its calls of networks, and what may happen between them.</summary>
internal sealed class Body
{
    private readonly Effects _effects;
    private readonly ImmutableArray<IOperation> _roots;

    private Body(ImmutableArray<IOperation> roots, NetGenSymbols symbols, HarmlessMethods harmless)
    {
        (_roots, Symbols) = (roots, symbols);
        _effects = new Effects(symbols, harmless);
        Variables = new Variables(roots);
        Memory = new Memory(roots, Variables, symbols);
    }

    public NetGenSymbols Symbols { get; }

    public Variables Variables { get; }

    public Memory Memory { get; }

    public IReadOnlyList<Routine> Routines { get; private set; } = [];

    /// <summary>Reads a method, if it calls a network at all.</summary>
    /// <param name="graphOf">Makes the flow graph of a block.</param>
    public static Body? Read(ImmutableArray<IOperation> roots, Func<IOperation, ControlFlowGraph> graphOf, NetGenSymbols symbols, HarmlessMethods harmless)
    {
        if (!roots.Any(r => r.DescendantsAndSelf().Any(o => IsCandidate(o, symbols))))
            return null;
        var body = new Body(roots, symbols, harmless);
        var routines = new List<Routine>();
        foreach (var root in roots.Where(HasGraph))
            body.Add(graphOf(root), routines);
        body.Routines = routines;
        return body;
    }

    /// <summary>Whether a claim that is made when <paramref name="first"/> has run still holds when <paramref name="second"/> runs, each time that it does.</summary>
    public bool Holds(Site first, Site second, Claim claim) =>
        first.Routine == second.Routine && first.Routine.Precedes(first, second)
        && first.Routine.Between(first, second).All(o => !Ends(o, claim, first.Routine)) && !EndsElsewhere(first, claim);

    /// <summary>Whether a claim that is made when a call has run still holds when it runs in the loop's next iteration.</summary>
    public bool Holds(Site site, Loop loop, Claim claim) =>
        site.Routine.Operations(loop).All(o => o.Syntax == site.Syntax || !Ends(o, claim, site.Routine)) && !EndsElsewhere(site, claim);

    /// <summary>Everything in the method, as it is written.</summary>
    public IEnumerable<IOperation> Operations => _roots.SelectMany(r => r.DescendantsAndSelf());

    /// <summary>The operation of a piece of the method's source.</summary>
    public IOperation? OperationOf(SyntaxNode syntax) => Operations.FirstOrDefault(o => o.Syntax == syntax);

    public IEnumerable<ILocalReferenceOperation> ReferencesTo(ILocalSymbol local) => Operations
        .OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local));

    private bool Ends(IOperation operation, Claim claim, Routine routine) => _effects.Ends(operation, claim, Memory, routine.Reader);

    /// <summary>Whether another lambda or local function of the method, which may run at any time, ends a claim.</summary>
    private bool EndsElsewhere(Site site, Claim claim)
    {
        var reader = new ValueReader(Variables);
        return Variables.Functions.Values.Where(f => !f.Syntax.Span.Contains(site.Syntax.Span))
            .Any(f => f.Descendants().Any(o => _effects.Ends(o, claim, Memory, reader)));
    }

    private void Add(ControlFlowGraph graph, List<Routine> routines)
    {
        routines.Add(new Routine(graph, Variables, Symbols));
        foreach (var function in graph.LocalFunctions)
            Add(graph.GetLocalFunctionControlFlowGraph(function), routines);
        foreach (var lambda in graph.Blocks.SelectMany(b => b.Operations.Concat(b.BranchValue is { } value ? [value] : [])).SelectMany(o => o.DescendantsAndSelf()).OfType<IFlowAnonymousFunctionOperation>())
            Add(graph.GetAnonymousFunctionControlFlowGraph(lambda), routines);
    }

    private static bool IsCandidate(IOperation operation, NetGenSymbols symbols) => operation is IInvocationOperation { TargetMethod: var method }
        && method.Name is "Predict" or "Evaluate" or "Gradients" or "Backward" or "Step" or "CreateTrainer"
        && (symbols.IsNetwork(method.ContainingType) || symbols.IsTrainer(method.ContainingType));

    private static bool HasGraph(IOperation root) =>
        root.Parent is null or IMethodBodyOperation or IConstructorBodyOperation
        && root is IBlockOperation or IMethodBodyOperation or IConstructorBodyOperation or IFieldInitializerOperation or IPropertyInitializerOperation;
}
