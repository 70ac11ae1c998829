using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NetGen.Analyzers.Flow;

/// <summary>A call that evaluates a network, and where it stands in the flow.</summary>
/// <param name="Block">The number of its basic block.</param>
/// <param name="Index">Its place among the operations of the block.</param>
internal sealed record Site(NetworkCall Call, Routine Routine, int Block, int Index)
{
    public SyntaxNode Syntax => Call.Operation.Syntax;
}

/// <summary>A loop of the flow graph.</summary>
/// <param name="Blocks">Its basic blocks.</param>
/// <param name="Statement">The statement that makes it.</param>
internal sealed record Loop(IReadOnlyCollection<int> Blocks, StatementSyntax Statement);

/// <summary>One flow graph, of a method, a lambda or a local function, with its operations in the order in which they run.</summary>
internal sealed class Routine
{
    private readonly IReadOnlyList<IOperation>[] _operations;
    private readonly Paths _paths;

    public Routine(ControlFlowGraph graph, Variables variables, NetGenSymbols symbols)
    {
        Graph = graph;
        Reader = new ValueReader(variables, graph);
        _paths = new Paths(graph);
        _operations = [.. graph.Blocks.Select(b => (IReadOnlyList<IOperation>)[.. b.Operations.Concat(b.BranchValue is { } value ? [value] : []).SelectMany(InOrder)])];
        var sites = new List<Site>();
        for (var block = 0; block < _operations.Length; block++)
        {
            for (var index = 0; index < _operations[block].Count; index++)
            {
                if (graph.Blocks[block].IsReachable && NetworkCall.Read(_operations[block][index], symbols) is { } call)
                    sites.Add(new Site(call, this, block, index));
            }
        }

        Sites = sites;
    }

    public ControlFlowGraph Graph { get; }

    public ValueReader Reader { get; }

    public IReadOnlyList<Site> Sites { get; }

    /// <summary>Whether whenever <paramref name="second"/> runs, <paramref name="first"/> has run before.</summary>
    public bool Precedes(Site first, Site second) => first.Block == second.Block
        ? first.Index < second.Index
        : _paths.Dominates(first.Block, second.Block) && _paths.IsInSameTry(first.Block, second.Block);

    /// <summary>Whether <paramref name="second"/> runs exactly once after each time that <paramref name="first"/> runs.</summary>
    public bool AlwaysFollows(Site first, Site second) => first.Block == second.Block || _paths.AlwaysReaches(first.Block, second.Block);

    /// <summary>What may run after <paramref name="first"/> ran last and before <paramref name="second"/>.</summary>
    public IEnumerable<IOperation> Between(Site first, Site second)
    {
        if (first.Block == second.Block)
            return _operations[first.Block].Skip(first.Index + 1).Take(second.Index - first.Index - 1);
        var blocks = _paths.Between(first.Block, second.Block, out var secondRepeats);
        return _operations[first.Block].Skip(first.Index + 1)
            .Concat(blocks.Where(b => b != second.Block).SelectMany(b => _operations[b]))
            .Concat(secondRepeats ? _operations[second.Block] : _operations[second.Block].Take(second.Index))
            .Concat(_paths.FinallyBlocks(blocks.Append(first.Block)).SelectMany(b => _operations[b]));
    }

    /// <summary>The loops around a call in whose every iteration it runs, from the innermost on.</summary>
    public IEnumerable<Loop> Loops(Site site)
    {
        foreach (var blocks in _paths.Loops(site.Block))
        {
            var spans = blocks.SelectMany(b => _operations[b]).Select(o => o.Syntax).ToArray();
            var statement = site.Syntax.Ancestors().TakeWhile(a => a is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax))
                .OfType<StatementSyntax>().FirstOrDefault(s => IsLoop(s) && spans.All(o => s.Span.Contains(o.Span)));
            if (statement is not null)
                yield return new Loop(blocks, statement);
        }
    }

    /// <summary>Everything in a loop, what it runs on leaving a block included.</summary>
    public IEnumerable<IOperation> Operations(Loop loop) =>
        loop.Blocks.Concat(_paths.FinallyBlocks(loop.Blocks)).Distinct().SelectMany(b => _operations[b]);

    private static bool IsLoop(StatementSyntax statement) => statement is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    private static IEnumerable<IOperation> InOrder(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            foreach (var inner in InOrder(child))
                yield return inner;
        }

        yield return operation;
    }
}
