using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss and metric.</summary>
internal sealed class MaeFunction : PairedFunction
{
    public override string Name => "Mae";

    public override string Summary => "Mean absolute error.";

    public override bool? HigherIsBetter => false;

    public override string Formula => "mean of |prediction − target| over the row";

    public override bool IsLoss => true;

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments) =>
        builder.Add(new Abs(), builder.Minus(output, target));
}
