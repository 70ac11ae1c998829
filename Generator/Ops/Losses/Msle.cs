using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class MsleFunction : PairedFunction
{
    public override string Name => "Msle";

    public override string Summary => "Mean squared error of logarithms: relative errors count, and too low costs more than too high.";

    public override string Formula => "mean over the row of (log(1 + prediction) − log(1 + target))²; NaN below −1";

    public override bool IsLoss => true;

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments)
    {
        var (predicted, wanted) = (builder.Add(new Log(), builder.Plus(output, 1)), builder.Add(new Log(), builder.Plus(target, 1)));
        return builder.Add(new Square(), builder.Minus(predicted, wanted));
    }
}
