using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>A scan in its graph: its body, and which parts of it the graph has.</summary>
internal sealed class ScanView
{
    private readonly Node _node;
    private readonly Node[] _parts;

    public ScanView(Graph graph, Node node)
    {
        (_node, Op) = (node, (Scan)node.Op);
        _parts = [.. graph.Nodes.Where(n => n.Op is ScanPart && n.Inputs[0] == node)];
        Exports = [.. _parts.Select(p => p.Op).OfType<ScanSteps>().Select(p => p.Value)];
    }

    public Scan Op { get; }

    /// <summary>The body's nodes whose values at all steps are used outside.</summary>
    public IReadOnlyList<int> Exports { get; }

    /// <summary>The states whose last values are used outside.</summary>
    public IEnumerable<int> Finals => _parts.Select(p => p.Op).OfType<ScanFinal>().Select(p => p.State);

    /// <summary>Says what the body's inputs become, given what the node's inputs become.</summary>
    public void Bind(Node?[] inside, IReadOnlyList<Node> inputs)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (BodyInput(i) is { } input)
                inside[input.Id] = inputs[i];
        }
    }

    /// <summary>The body's node for an input of the scan; null if the body does not use it.</summary>
    public Node? BodyInput(int index) => Op.Body.Nodes.FirstOrDefault(n => n.Op is Input input && input.Name == Op.InputName(index));

    /// <summary>Replaces the parts by those of <paramref name="result"/>, whose outputs are <see cref="Exports"/>.</summary>
    public void MapParts(Node?[] map, ScanResult result)
    {
        var outputs = Exports.Zip(result.Outputs, (export, output) => (export, output)).ToDictionary(p => p.export, p => p.output);
        foreach (var part in _parts)
            map[part.Id] = part.Op is ScanSteps steps ? outputs[steps.Value] : result.Final[((ScanFinal)part.Op).State];
    }

    public override string ToString() => _node.ToString();
}
