namespace NetGen;

/// <summary>
/// The structure of a network at layer level: what is computed from what, with which shapes and parameters. Immutable, and known
/// without an instance of the network.
/// </summary>
/// <remarks>
/// Two things are called sharing. A <b>shared value</b> is one node that several layers or operations consume: it is computed once
/// (<see cref="Consumers"/>). <b>Shared weights</b> are one layer applied to several inputs: its parameters exist once, but
/// it is computed for each (<see cref="Applications"/>), and its gradients are summed.
/// </remarks>
public sealed class NetworkGraph
{
    private readonly int[][] _consumers;
    private readonly int[][] _applications;

    /// <summary>Describes a network; called by generated code.</summary>
    /// <param name="name">The name of the network's class.</param>
    /// <param name="parameters">Its parameters, in the order in which they are laid out.</param>
    /// <param name="nodes">Its nodes, each after those it is computed from.</param>
    /// <param name="names">The names of its values.</param>
    /// <exception cref="ArgumentException">A node refers to a parameter or to an earlier node that does not exist.</exception>
    public NetworkGraph(string name, IReadOnlyList<GraphParameter> parameters, IReadOnlyList<GraphNode> nodes, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(nodes);
        Name = name;
        Parameters = [.. parameters];
        Nodes = [.. nodes];
        Names = [.. names ?? [.. nodes.Select(node => node.Name)]];
        for (int i = 0; i < nodes.Count; i++)
            CheckReferences(i);
        _consumers = [.. nodes.Select((_, i) => Find(node => IsComputation(node) && node.Inputs.Contains(i)))];
        _applications = [.. parameters.Select((_, i) => Find(node => node.Parameters?.Contains(i) == true))];
        ParameterCount = Parameters.Sum(parameter => (long)parameter.Count);
        TrainableCount = Parameters.Where(parameter => parameter.Trainable).Sum(parameter => (long)parameter.Count);
    }

    /// <summary>The name of the network's class.</summary>
    public string Name { get; }

    /// <summary>The parameter tensors, in the order in which they are laid out.</summary>
    public IReadOnlyList<GraphParameter> Parameters { get; }

    /// <summary>The nodes, each after those it is computed from.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>
    /// The names of all values by which parts of the network can be cut out (<see cref="CloneAttribute{TNetwork}"/>): outputs, inputs, locals, layers, parameters. A value may
    /// have several. They change with the definition only.
    /// </summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of parameters in all tensors, each counted once however often it is used.</summary>
    public long ParameterCount { get; }

    /// <summary>How many of them training changes.</summary>
    public long TrainableCount { get; }

    /// <summary>The layers and operations that consume a node, as indices; more than one means that its value is shared.</summary>
    public IReadOnlyList<int> Consumers(int node) => _consumers[node];

    /// <summary>The nodes that use a parameter, as indices; more than one means that the weights are shared.</summary>
    public IReadOnlyList<int> Applications(int parameter) => _applications[parameter];

    /// <summary>The elements in the parameters that a node uses; 0 for none.</summary>
    public long ParameterCountOf(int node) => ParametersOf(node).Sum(parameter => (long)Parameters[parameter].Count);

    /// <summary>Whether a layer's or operation's value is consumed more than once, and so computed once for all of them.</summary>
    public bool IsSharedValue(int node) => IsComputation(Nodes[node]) && _consumers[node].Length > 1;

    /// <summary>The nodes with which a node shares parameters, itself included, as indices; just itself when it shares none.</summary>
    public IReadOnlyList<int> SharingWeightsWith(int node) =>
        [.. ParametersOf(node).SelectMany(Applications).Append(node).Distinct().Order()];

    /// <summary>The network as an aligned text table: nodes, shapes, parameters and what is shared. The same in every culture.</summary>
    public string Summary() => GraphSummary.Write(this);

    /// <summary>The network as a Mermaid flowchart, as Markdown viewers draw it. Names may hold any character.</summary>
    public string ToMermaid() => MermaidWriter.Write(this);

    /// <summary>The network as a Graphviz digraph (<c>dot -Tsvg</c>). Names may hold any character.</summary>
    public string ToDot() => DotWriter.Write(this);

    /// <summary>The name of the network and its size.</summary>
    public override string ToString() => $"{Name}: {Nodes.Count} nodes, {ShapeText.Count(ParameterCount)} parameters";

    /// <summary>The outermost of the choices that a node's rows come from.</summary>
    internal int? OuterChoice(int node)
    {
        int? choice = Nodes[node].Choice;
        while (choice is { } inner && Nodes[inner].Choice is { } outer)
            choice = outer;
        return choice;
    }

    /// <summary>The choice that sends rows to a node that nothing of the same branch stands before; null for others.</summary>
    internal int? Entrance(int node)
    {
        GraphNode at = Nodes[node];
        return at.Inputs.Any(input => Nodes[input].Choice == at.Choice && Nodes[input].Branch == at.Branch) ? null : at.Choice;
    }

    internal IReadOnlyList<int> ParametersOf(int node) => Nodes[node].Parameters ?? [];

    private static bool IsComputation(GraphNode node) => node.Kind is GraphNodeKind.Layer or GraphNodeKind.Operation;

    private int[] Find(Func<GraphNode, bool> wanted) =>
        [.. Enumerable.Range(0, Nodes.Count).Where(i => wanted(Nodes[i]))];

    private void CheckReferences(int index)
    {
        foreach (int input in Nodes[index].Inputs)
        {
            if (input < 0 || input >= index)
                throw new ArgumentException($"Node {index} '{Nodes[index].Name}' is computed from node {input}, which is not before it.");
        }

        if (Nodes[index].Choice is { } choice && (choice < 0 || choice >= index || Nodes[choice].Kind != GraphNodeKind.Choice))
            throw new ArgumentException($"Node {index} '{Nodes[index].Name}' is computed for rows that node {choice} chooses, which is no choice before it.");

        foreach (int parameter in ParametersOf(index))
        {
            if (parameter < 0 || parameter >= Parameters.Count)
            {
                throw new ArgumentException(
                    $"Node {index} '{Nodes[index].Name}' uses parameter {parameter}; there are {Parameters.Count}.");
            }
        }
    }
}
