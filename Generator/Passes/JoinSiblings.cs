using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>
/// Makes one product of those that multiply one value with several narrow weights at each step of a recurrence, such as the gates of a cell that a user wrote:
/// x·V, x·W = the parts of x·[V W]. What adds biases or other such products to them is one sum. The weights are put side by side before the first step.
/// </summary>
internal sealed class JoinSiblings
{
    // Gates of two vectors and more leave few lanes empty, and each on its own has the operations of the cell behind its product, in registers.
    private const int MostUnits = 31;

    // Fewer steps than this do not pay for putting weights side by side and taking their gradient apart.
    private const int FewestSteps = 4;

    private readonly Dictionary<Node, SiblingPart> _places = [];
    private readonly Dictionary<Siblings, Node> _joined = [];

    public static Graph Run(Graph graph)
    {
        var pass = new JoinSiblings();
        var scans = graph.Nodes.Where(n => n.Op is Scan { Steps: >= FewestSteps }).ToArray();
        // The nodes of a body that two scans have would stand for several values each.
        foreach (var node in scans.Where(n => scans.Count(s => ReferenceEquals(((Scan)s.Op).Body, ((Scan)n.Op).Body)) == 1))
            pass.Find(node);
        return pass._places.Count == 0 ? graph : DeadCode.Run(GraphRewriter.Rewrite(graph, pass.Rewrite));
    }

    private void Find(Node node)
    {
        var scan = (Scan)node.Op;
        var outside = Enumerable.Range(0, node.Inputs.Length).ToDictionary(scan.InputName, i => node.Inputs[i].Op as Parameter, StringComparer.Ordinal);
        var search = new SiblingSearch(scan.Body.Nodes, n => n.Op is Input input ? outside[input.Name] : null);
        foreach (var siblings in search.Run(products => products.Members.All(m => m.Shape.Last <= MostUnits)))
        {
            for (var i = 0; i < siblings.Members.Count; i++)
                _places.Add(siblings.Members[i], new SiblingPart(siblings, i));
        }
    }

    private Node Rewrite(GraphBuilder builder, Node node, Node[] inputs)
    {
        if (!_places.TryGetValue(node, out var place))
            return builder.Add(node.Op, inputs);
        if (!_joined.TryGetValue(place.Siblings, out var joined))
            _joined.Add(place.Siblings, joined = Join(builder, place.Siblings, inputs));
        return builder.Add(place.Siblings.Part(place.First, 1), joined);
    }

    /// <param name="inputs">The operands of the first member in the order of the graph.</param>
    private Node Join(GraphBuilder builder, Siblings siblings, Node[] inputs) => siblings switch
    {
        SiblingProducts products => builder.Add(new MatMul(false), inputs[0], SideBySide(builder, products.Weights, axis: 1)),
        SiblingSums sums => builder.Add(new Add(), [.. sums.Terms.Select(t => Operand(builder, t, sums.Members.Count))]),
        _ => throw new InvalidOperationException($"{siblings} is no kind of siblings."),
    };

    private Node Operand(GraphBuilder builder, SiblingTerm term, int count) => term switch
    {
        SiblingBiases biases => SideBySide(builder, biases.Biases, axis: 0),
        SiblingPart part when part.Siblings.Members.Count == count => _joined[part.Siblings],
        SiblingPart part => builder.Add(part.Siblings.Part(part.First, count), _joined[part.Siblings]),
        _ => throw new InvalidOperationException($"{term} is no kind of term."),
    };

    private static Node SideBySide(GraphBuilder builder, IReadOnlyList<Parameter> parameters, int axis)
    {
        var all = builder.Add(new Concat(axis), [.. parameters.Select(p => builder.Add(p))]);
        builder.AddName($"{parameters[0].Name} and siblings", all);
        return all;
    }
}
