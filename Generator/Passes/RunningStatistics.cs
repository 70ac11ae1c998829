using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Makes of statistics what training computes: those of the batch, and what the averages become, as State results. A frozen average stays, and stands
/// for the statistic.</summary>
internal static class RunningStatistics
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(n => n.Op is RunningStatistic))
            return graph;
        var builder = new GraphBuilder();
        var map = new Node[graph.Nodes.Length];
        var kept = new List<(Node State, Node Statistic, float Momentum)>();
        foreach (var node in graph.Nodes)
        {
            Node[] inputs = [.. node.Inputs.Select(i => map[i.Id])];
            map[node.Id] = node.Op is not RunningStatistic ? builder.Add(node.Op, inputs) : inputs[IsKept(inputs[1]) ? 0 : 1];
            if (node.Op is RunningStatistic running && IsKept(inputs[1]))
                kept.Add((inputs[1], inputs[0], running.Momentum));
        }

        foreach (var name in graph.Names)
            builder.AddName(name.Name, map[name.Value.Id]);
        foreach (var result in graph.Results)
            builder.AddResult(result.Role, result.Name, map[result.Value.Id]);
        foreach (var uses in kept.GroupBy(k => k.State))
            builder.AddResult(ResultRole.State, ((Parameter)uses.Key.Op).Name, Next(builder, uses.Key, [.. uses.Select(u => u.Statistic)], uses.First().Momentum));
        return DeadCode.Run(builder.Build());
    }

    private static bool IsKept(Node state) => state.Op is Parameter { Kind: ParameterTraining.State };

    /// <summary>The average after a step. A layer that is applied to several values takes the mean of their statistics.</summary>
    private static Node Next(GraphBuilder builder, Node state, Node[] statistics, float momentum)
    {
        var sum = statistics.Aggregate((a, b) => builder.Plus(a, b));
        return builder.Plus(builder.Times(state, momentum), builder.Times(sum, (1 - momentum) / statistics.Length));
    }
}
