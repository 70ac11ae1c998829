using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class GaussianDropoutLayer : Layer
{
    public override string Name => "GaussianDropout";

    public override string Summary =>
        "Multiplies by normal noise of mean 1 while training, of the same variance as the noise of Dropout; does nothing in prediction and evaluation.";

    public override string Formula =>
        "x · (1 + n · √(rate / (1 − rate))), n standard normal for each element; Srivastava et al. (2014). The noise is a function of seed, step, layer and row";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Float, "rate", "The rate of the Dropout whose noise is as strong, from 0 to below 1.")];

    public override string Describe(LayerArguments arguments) => $"GaussianDropout {Literals.Print(arguments.Float("rate"))}";

    public override Node Apply(LayerContext context, Node input)
    {
        var builder = context.Builder;
        var (x, rate) = (builder.Number(input), DropoutFunction.Rate(context.Name, context.Arguments.Float("rate")));
        if (rate == 0)
            return x;
        var factor = builder.Plus(builder.Times(GaussianNoiseLayer.Draw(context, x), (float)Math.Sqrt(rate / (1.0 - rate))), 1);
        return builder.Add(new WhileTraining(), builder.Times(x, factor), x);
    }
}
