using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>
/// Normalisation by averages that training kept as one product and one sum: (x + c − mean) · factor + bias is x · factor + shift, where c, mean, factor and
/// bias depend on parameters alone, and so does the shift.
/// </summary>
internal static class FoldedStatistics
{
    /// <summary>What becomes of a node behind an average that replaces a statistic; null if it is none of these.</summary>
    /// <param name="node">The node of the graph that is trained.</param>
    /// <param name="inputs">Its operands, where averages have replaced statistics.</param>
    public static Node? Fold(GraphBuilder builder, Node node, Node[] inputs)
    {
        if (IsNormalised(node) && inputs[0].Op is Subtract && inputs[0].Inputs[1].Op is Parameter { Kind: ParameterTraining.State } mean)
        {
            var (centred, factor) = (inputs[0], inputs[1]);
            var (x, before) = Split(centred.Inputs[0]);
            var moved = before is null ? builder.Negate(centred.Inputs[1]) : builder.Minus(before, centred.Inputs[1]);
            return Shifted(builder, builder.Times(x, factor), builder.Times(moved, factor), mean);
        }

        // The layer's own bias.
        if (node.Op is Add && IsNormalised(node.Inputs[0]) && inputs[0].Op is Add && inputs[1].Op is Parameter bias && !inputs[0].Inputs[1].Type.Batched)
            return Shifted(builder, inputs[0].Inputs[0], builder.Plus(inputs[0].Inputs[1], inputs[1]), bias);
        return null;
    }

    // Named, so that the generated code says what it reads.
    private static Node Shifted(GraphBuilder builder, Node value, Node shift, Parameter ofLayer)
    {
        builder.AddName(ofLayer.Name.Substring(0, ofLayer.Name.LastIndexOf('.') + 1) + "shift", shift);
        return builder.Plus(value, shift);
    }

    /// <summary>Whether a value is (x − statistic) · factor.</summary>
    private static bool IsNormalised(Node node) =>
        node.Op is Multiply && node.Inputs[0].Op is Subtract && node.Inputs[0].Inputs[1].Op is RunningStatistic && !node.Inputs[1].Type.Batched;

    /// <summary>A value without the bias that the layer before it adds, and the bias; null if it adds none.</summary>
    private static (Node Value, Node? Bias) Split(Node x) =>
        x.Op is Add && x.Inputs[0].Type.Batched && x.Inputs[0].Shape == x.Shape && x.Inputs[1].Op is Parameter && x.Inputs[1].Shape.Rank == 1 ? (x.Inputs[0], x.Inputs[1]) : (x, null);
}
