using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class BinaryFocalFunction : PairedFunction
{
    public override string Name => "BinaryFocal";

    public override string Summary => "Cross entropy of independent yes-or-no answers in which answers that are right already count little, from logits.";

    public override string Formula =>
        "mean over the row of −a · q^gamma · log(1 − q), q = |t − σ(x)| being the probability of the wrong answer, a = alpha for t = 1, 1 − alpha for t = 0; "
        + "Lin et al. (2017)";

    public override bool IsLoss => true;

    protected override FunctionParameter Output => new(ParameterKind.Tensor, "logits", "The output before any sigmoid.");

    protected override IReadOnlyList<FunctionParameter> Further =>
    [
        new(ParameterKind.Float, "gamma", "How much less a likely answer counts, at least 1; 2 in the paper.", "2f"),
        new(ParameterKind.Float, "alpha", "The weight of target 1 against 1 − alpha for target 0, from 0 to 1.", "0.25f"),
    ];

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments)
    {
        var (gamma, alpha) = (FocalFunction.Gamma(Name, arguments.Float(2)), arguments.Float(3));
        if (!(alpha is >= 0 and <= 1))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "alpha", Literals.Print(alpha), "from 0 to 1");
        var entropy = builder.Minus(builder.Add(new Softplus(), output), builder.Times(output, target));
        var answer = builder.Add(new Sigmoid(), output);
        // p + t − 2pt is |t − p| where t is 0 or 1, and has a derivative everywhere.
        var wrong = builder.Minus(builder.Plus(answer, target), builder.Times(builder.Times(answer, target), 2));
        var weight = builder.Plus(builder.Times(target, 2 * alpha - 1), 1 - alpha);
        return builder.Times(builder.Times(weight, builder.Add(new Pow(), wrong, builder.Constant(gamma))), entropy);
    }
}
