using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Turns the graph that is trained into the one that predicts: dropout is gone, statistics are the averages that training kept, experts take all rows that choose them, and
/// nothing stops gradients that nobody takes.</summary>
internal static class Inference
{
    public static Graph Run(Graph graph) => DeadCode.Run(StopGradientErasure.Run(WithoutDropout(graph)));

    /// <summary>Only dropout is gone: the graph can still be differentiated.</summary>
    public static Graph WithoutDropout(Graph graph) => DeadCode.Run(GraphRewriter.Rewrite(graph, WithoutDropout));

    /// <summary>What becomes of one node whose operands have been rewritten.</summary>
    public static Node WithoutDropout(GraphBuilder builder, Node node, Node[] inputs)
    {
        if (node.Op is WhileTraining or RunningStatistic)
            return inputs[1];
        if (node.Op is Route { IsBounded: true } route)
            return builder.Add(route with { Capacity = float.PositiveInfinity }, inputs);
        if (node.Op is Multiply)
        {
            for (var i = 0; i < 2; i++)
            {
                if (IsMask(inputs[i]))
                    return builder.Broadcast(inputs[1 - i], node.Type);
            }
        }

        return FoldedStatistics.Fold(builder, node, inputs) ?? builder.Add(node.Op, inputs);
    }

    /// <summary>Whether a value is a mask, or the rows of one that took a branch.</summary>
    private static bool IsMask(Node node) => node.Op is DropoutMask or RowsOfMask || (node.Op is Gather && IsMask(node.Inputs[0]));
}
