using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class LogSumExpFunction : ReductionFunction
{
    public override string Name => "LogSumExp";

    public override string Summary => "A smooth maximum over the last axes of each row.";

    public override string Formula => "log Σ exp(x), computed from x − max x";

    protected override Node Reduce(GraphBuilder builder, Node x, int axes, bool keepAxes)
    {
        var largest = builder.Add(new StopGradient(), builder.Reduce(new ReduceMax(axes), x, keepAxes: true));
        var sum = builder.Sum(builder.Add(new Exp(), builder.Minus(x, largest)), axes, keepAxes: true);
        var result = builder.Plus(builder.Add(new Log(), sum), largest);
        return keepAxes ? result : builder.Reshape(result, x.Shape.Leading(x.Shape.Rank - axes));
    }
}
