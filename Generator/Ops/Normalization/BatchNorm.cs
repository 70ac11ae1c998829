using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class BatchNormLayer : Layer
{
    public override string Name => "BatchNorm";

    public override string Summary =>
        "Brings each channel, the last axis, to mean 0 and variance 1 over the batch and all positions; in prediction by the averages that training kept of both.";

    public override string Formula =>
        "(x − mean) / √(variance + Epsilon) · scale + bias, mean and variance (divided by the count) of each channel; after a step the averages are "
        + "average · Momentum + statistic · (1 − Momentum); Ioffe and Szegedy (2015)";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override IReadOnlyList<FunctionParameter> Properties =>
    [
        new(ParameterKind.Float, "Momentum", "How much of the averages a step keeps, from 0 to below 1.", "0.9f"),
        new(ParameterKind.Float, "Epsilon", "Is added to the variance; positive.", "1e-5f"),
        new(ParameterKind.Boolean, "UseScale", "Whether there is a learned factor for each channel.", "true"),
        new(ParameterKind.Boolean, "UseBias", "Whether there is a learned bias for each channel.", "true"),
    ];

    public override string Describe(LayerArguments arguments) => "BatchNorm";

    public override Node Apply(LayerContext context, Node input)
    {
        var (builder, arguments) = (context.Builder, context.Arguments);
        var (momentum, epsilon) = (arguments.Float("Momentum"), arguments.Float("Epsilon"));
        if (!(momentum >= 0 && momentum < 1))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "Momentum", momentum, "from 0 to below 1");
        if (!(epsilon > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "Epsilon", epsilon, "positive");
        var x = Axes.RequireOne(context.Name, builder.Number(input));
        x = builder.Broadcast(x, x.Type with { Batched = true });
        var channels = Shape.Of(x.Shape.Last);
        var scale = arguments.Boolean("UseScale") ? context.Parameter("scale", channels, InitializerSpec.Ones) : null;
        var bias = arguments.Boolean("UseBias") ? context.Parameter("bias", channels, InitializerSpec.Zeros) : null;
        var mean = builder.Add(new RunningStatistic(momentum), MeanOverBatch(builder, x), context.State("mean", channels, InitializerSpec.Zeros));
        var centred = builder.Minus(x, mean);
        var squares = MeanOverBatch(builder, builder.Add(new Square(), centred));
        var variance = builder.Add(new RunningStatistic(momentum), squares, context.State("variance", channels, InitializerSpec.Ones));

        // One factor a channel, so that prediction is a subtraction, a product and a sum behind the product before.
        var factor = builder.Over(scale ?? builder.Constant(1), builder.Add(new Sqrt(), builder.Plus(variance, epsilon)));
        var y = builder.Times(centred, factor);
        return bias is null ? y : builder.Plus(y, bias);
    }

    /// <summary>The mean of each channel over the rows of the batch and all positions.</summary>
    private static Node MeanOverBatch(GraphBuilder builder, Node x)
    {
        var sum = builder.Add(new BatchSum(x.Shape.Rank - 1), x);
        return builder.Times(builder.Times(sum, builder.Add(new ReciprocalBatch())), (float)x.Shape.Last / x.Shape.ElementCount);
    }
}
