using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>What becomes of a wanted parameter or input that no gradient reaches.</summary>
internal enum UnreachedPolicy
{
    Error,
    Zero,
}

/// <summary>
/// Reverse-mode differentiation, Graph → Graph in the same operations: each node between the loss and what is wanted is visited once,
/// after all
/// its uses, with the sum of their adjoints. Nothing else is visited.
/// </summary>
internal static class Autodiff
{
    /// <summary>The graph of the mean loss over the batch and its gradient with respect to the <paramref name="wanted"/> parameters and
    /// inputs.</summary>
    /// <param name="forward">A graph with one Loss result: a value for each row.</param>
    /// <param name="wanted">Names of parameters and inputs; each gives a Gradient result of this name and of its type.</param>
    /// <param name="unreached">Whether a wanted name that the loss does not depend on is an error or has the gradient zero.</param>
    /// <param name="keepOutputs">Whether the forward Outputs stay results.</param>
    /// <exception cref="ArgumentException">A wanted name is unknown, or not reached while that is an error.</exception>
    public static Graph Run(
        Graph forward, IReadOnlyList<string> wanted, UnreachedPolicy unreached = UnreachedPolicy.Error, bool keepOutputs = false)
    {
        var builder = new GraphBuilder();
        var map = GraphRewriter.Copy(forward, builder);
        var loss = MeanOverBatch(builder, map[forward.Results.Single(r => r.Role == ResultRole.Loss).Value.Id]);
        if (keepOutputs)
            AddOutputs(builder, forward, map);
        builder.AddResult(ResultRole.Loss, "Loss", loss);
        foreach (var state in forward.Results.Where(r => r.Role == ResultRole.State))
            builder.AddResult(state.Role, state.Name, map[state.Value.Id]);
        return Finish(builder, forward, map, [(loss, builder.Constant(1))], wanted, unreached);
    }

    /// <summary>The graph that takes the gradient of each output from the caller, as an input named by <see cref="SeedName"/>, and gives
    /// the
    /// gradients of the <paramref name="wanted"/> names, summed over the batch for parameters.</summary>
    /// <inheritdoc cref="Run" path="/exception"/>
    public static Graph RunFromOutputs(
        Graph forward, IReadOnlyList<string> wanted, UnreachedPolicy unreached = UnreachedPolicy.Error, bool keepOutputs = false)
    {
        var builder = new GraphBuilder();
        var map = GraphRewriter.Copy(forward, builder);
        var seeds = new List<(Node, Node)>();
        foreach (var output in forward.Results.Where(r => r.Role == ResultRole.Output))
        {
            var value = map[output.Value.Id];
            seeds.Add((value, builder.Add(new Input(value.Type, SeedName(output.Name)))));
        }

        if (keepOutputs)
            AddOutputs(builder, forward, map);
        return Finish(builder, forward, map, seeds, wanted, unreached);
    }

    /// <summary>The input that carries the gradient of an output.</summary>
    public static string SeedName(string output) => output + "Gradient";

    private static Graph Finish(
        GraphBuilder builder,
        Graph forward,
        Node[] map,
        IReadOnlyList<(Node Value, Node Adjoint)> seeds,
        IReadOnlyList<string> wanted,
        UnreachedPolicy unreached)
    {
        foreach (var name in forward.Names)
            builder.AddName(name.Name, map[name.Value.Id]);
        var sources = wanted.Select(name => (Name: name, Source: FindSource(builder, name))).ToList();
        var adjoints = Reverse(builder, seeds, wanted);
        foreach (var name in forward.Names)
        {
            if (adjoints[map[name.Value.Id].Id] is { } adjoint)
                builder.AddName(name.Name + " gradient", adjoint);
        }

        foreach (var (name, source) in sources)
            builder.AddResult(ResultRole.Gradient, name, adjoints[source.Id] ?? Unreached(builder, name, source, unreached));
        return DeadCode.Run(StopGradientErasure.Run(builder.Build()));
    }

    /// <summary>Adds the adjoints of all nodes that lead to what is wanted, from the adjoints of some.</summary>
    /// <returns>The adjoints by node; null where none was found.</returns>
    public static Node?[] Reverse(GraphBuilder builder, IReadOnlyList<(Node Value, Node Adjoint)> seeds, IReadOnlyList<string> wanted)
    {
        // A snapshot: what differentiation adds lies behind it and is not differentiated.
        var nodes = builder.Nodes.ToArray();
        var leads = GradientFlow.LeadsToAny(nodes, wanted);
        var adjoints = new AdjointTable(builder, leads);
        foreach (var (value, adjoint) in seeds)
            adjoints.Accumulate(value, adjoint);
        for (var id = nodes.Length - 1; id >= 0; id--)
        {
            if (nodes[id].Op is Scan)
                ReverseScan(builder, nodes, id, adjoints);
            else if (adjoints[id] is { } adjoint && nodes[id].Inputs.Length > 0)
                nodes[id].Op.Differentiate(new AdjointContext(builder, nodes[id], adjoint, adjoints));
        }

        return [.. nodes.Select(n => adjoints[n.Id])];
    }

    private static void ReverseScan(GraphBuilder builder, Node[] nodes, int id, AdjointTable adjoints)
    {
        var parts = nodes.Where(n => n.Op is ScanPart && n.Inputs[0].Id == id && adjoints[n.Id] is not null).ToArray();
        if (parts.Length > 0)
            ScanGradient.Run(builder, nodes[id], parts, adjoints);
    }

    private static Node MeanOverBatch(GraphBuilder builder, Node loss)
    {
        if (loss.Shape.Rank > 0)
            loss = builder.Times(builder.Sum(loss, loss.Shape.Rank), 1f / loss.Shape.ElementCount);
        return loss.Type.Batched
            ? builder.Times(builder.Add(new BatchSum(0), loss), builder.Add(new ReciprocalBatch()))
            : loss;
    }

    private static void AddOutputs(GraphBuilder builder, Graph forward, Node[] map)
    {
        foreach (var output in forward.Results.Where(r => r.Role == ResultRole.Output))
            builder.AddResult(output.Role, output.Name, map[output.Value.Id]);
    }

    private static Node FindSource(GraphBuilder builder, string name) =>
        builder.Nodes.FirstOrDefault(n => GradientFlow.SourceName(n) == name)
        ?? throw new ArgumentException($"There is no parameter or input '{name}' in the graph.", nameof(name));

    private static Node Unreached(GraphBuilder builder, string name, Node source, UnreachedPolicy policy) =>
        policy == UnreachedPolicy.Zero
            ? builder.Broadcast(builder.Constant(0), source.Type)
            : throw new ArgumentException($"No gradient reaches '{name}': nothing that is differentiated depends on it.", nameof(name));
}
