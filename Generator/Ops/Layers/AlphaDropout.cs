using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class AlphaDropoutLayer : Layer
{
    // What SELU approaches for very negative elements.
    private const double Lowest = -(double)SeluFunction.Scale * SeluFunction.Alpha;

    public override string Name => "AlphaDropout";

    public override string Summary =>
        "Dropout for SELU networks: random elements become SELU's lowest value while training, and the result is scaled and shifted so that mean 0 "
        + "and variance 1 stay; does nothing in prediction and evaluation.";

    public override string Formula =>
        "a · (x or −1.7581 with probability rate) + b with a = ((1 − rate) · (1 + rate · 1.7581²))^−½ and b = a · rate · 1.7581; Klambauer et al. (2017). "
        + "The choice is a function of seed, step, layer and row";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Float, "rate", "The probability of the lowest value, from 0 to below 1.")];

    public override string Describe(LayerArguments arguments) => $"AlphaDropout {Literals.Print(arguments.Float("rate"))}";

    public override Node Apply(LayerContext context, Node input)
    {
        var builder = context.Builder;
        var (x, rate) = (builder.Number(input), DropoutFunction.Rate(context.Name, context.Arguments.Float("rate")));
        if (rate == 0)
            return x;
        var scale = 1 / Math.Sqrt((1.0 - rate) * (1 + (rate * Lowest * Lowest)));
        var shift = -scale * rate * Lowest;
        var mask = builder.Add(new DropoutMask($"{context.Name}.{Literals.Print(x.Id)}", rate, x.Shape));
        var kept = builder.Add(new Greater(), mask, builder.Constant(0));
        var scaled = builder.Plus(builder.Times(x, (float)scale), (float)shift);
        return builder.Add(new WhileTraining(), builder.Where(kept, scaled, builder.Constant((float)((scale * Lowest) + shift))), x);
    }
}
