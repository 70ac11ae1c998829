using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class LogCoshFunction : PairedFunction
{
    public override string Name => "LogCosh";

    public override string Summary => "Logarithm of the hyperbolic cosine of the error: as half its square near 0, as its magnitude far away.";

    public override string Formula => "mean over the row of log cosh d, computed as softplus(−2d) + d − log 2, with d = prediction − target";

    public override bool IsLoss => true;

    private const float LogTwo = 0.693147181f;

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments)
    {
        var difference = builder.Minus(output, target);
        var softplus = builder.Add(new Softplus(), builder.Times(difference, -2));
        return builder.Plus(builder.Plus(softplus, difference), -LogTwo);
    }
}
