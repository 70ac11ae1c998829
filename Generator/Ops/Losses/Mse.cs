using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss and metric.</summary>
internal sealed class MseFunction : PairedFunction
{
    public override string Name => "Mse";

    public override string Summary => "Mean squared error.";

    public override bool? HigherIsBetter => false;

    public override string Formula => "mean of (prediction − target)² over the row";

    public override bool IsLoss => true;

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments) =>
        builder.Add(new Square(), builder.Minus(output, target));
}
