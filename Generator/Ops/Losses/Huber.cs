using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class HuberFunction : PairedFunction
{
    public override string Name => "Huber";

    public override string Summary => "Huber's loss: squared for small errors, linear for large ones, so that outliers pull less.";

    public override string Formula =>
        "mean over the row of d²/2 where |d| ≤ delta, else delta · (|d| − delta/2), with d = prediction − target; Huber (1964)";

    public override bool IsLoss => true;

    protected override IReadOnlyList<FunctionParameter> Further =>
        [new(ParameterKind.Float, "delta", "Where squared becomes linear; positive.", "1f")];

    // With c = clamp(d, −δ, δ) both branches are c·(d − c/2). Its derivative by c, d − c, is 0 where c varies, so c may count as constant
    // and the
    // gradient is c itself.
    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments)
    {
        var delta = arguments.Float(2);
        if (!(delta > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "delta", Literals.Print(delta), "positive");
        var difference = builder.Minus(output, target);
        var clamped = builder.Add(new StopGradient(), builder.Add(new Clamp(-delta, delta), difference));
        return builder.Times(clamped, builder.Minus(difference, builder.Times(clamped, 0.5f)));
    }
}
