using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class FocalFunction : OpFunction
{
    public override string Name => "Focal";

    public override string Summary => "Cross entropy over the classes of the last axis in which rows that are right already count little, from logits.";

    public override string Formula =>
        "−Σ t · (1 − p)^gamma · log p with p = softmax(x) (with integer labels only the label's term); mean over the row if it has several positions; "
        + "Lin et al. (2017)";

    public override bool IsLoss => true;

    public override bool TakesLabels => true;

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "logits", "The output before any softmax, classes along the last axis."),
        new(ParameterKind.Tensor, "target", Labels.Documentation),
        new(ParameterKind.Float, "gamma", "How much less a likely class counts, at least 1; 2 in the paper.", "2f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var logits = builder.Number(arguments.Tensor(0));
        var target = arguments.Tensor(1);
        var gamma = Gamma(Name, arguments.Float(2));
        Labels.Check(Name, logits, target);
        var parts = StableSoftmax.Of(builder, Name, logits);
        var sum = parts.KeptSum(builder);
        var logarithm = builder.Minus(parts.Shifted, builder.Add(new Log(), sum));
        var other = builder.Minus(builder.Constant(1), builder.Over(parts.Exponentials, sum));
        // Rounding may leave a probability slightly above 1.
        var weight = builder.Add(new Pow(), builder.Add(new Relu(), other), builder.Constant(gamma));
        return [builder.Negate(builder.RowMean(Labels.Pick(builder, builder.Times(weight, logarithm), target)))];
    }

    /// <summary>The exponent, refused below 1, where the derivative at certain answers would be infinite.</summary>
    public static float Gamma(string function, float gamma) => gamma >= 1
        ? gamma
        : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, function, "gamma", Literals.Print(gamma), "at least 1");
}
