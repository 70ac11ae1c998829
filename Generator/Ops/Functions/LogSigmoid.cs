using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class LogSigmoidFunction : UnaryFunction
{
    public override string Name => "LogSigmoid";

    public override string Label => "log sigmoid";

    public override string Summary => "Logarithm of the sigmoid, exact where the sigmoid rounds to 0.";

    public override string Formula => "−log(1 + exp(−x)), computed as −softplus(−x)";

    public override int? ActivationNumber => 18;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Negate(builder.Add(new Softplus(), builder.Negate(x)));
}
