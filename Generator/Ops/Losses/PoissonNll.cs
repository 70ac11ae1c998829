using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class PoissonNllFunction : PairedFunction
{
    public override string Name => "PoissonNll";

    public override string Summary => "Negative log likelihood of counts, from the logarithm of the expected count, without the term that only depends on the target.";

    public override string Formula => "mean over the row of exp(logRate) − target · logRate";

    public override bool IsLoss => true;

    protected override FunctionParameter Output => new(ParameterKind.Tensor, "logRate", "The logarithm of the expected count.");

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments) =>
        builder.Minus(builder.Add(new Exp(), output), builder.Times(target, output));
}
