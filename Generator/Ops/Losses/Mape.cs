using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class MapeFunction : PairedFunction
{
    public override string Name => "Mape";

    public override string Summary => "Mean absolute percentage error.";

    public override string Formula => "mean over the row of 100 · |prediction − target| / max(|target|, epsilon)";

    public override bool IsLoss => true;

    protected override IReadOnlyList<FunctionParameter> Further =>
        [new(ParameterKind.Float, "epsilon", "The least size of a target that is divided by; positive.", "1e-7f")];

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments)
    {
        var epsilon = arguments.Float(2);
        if (!(epsilon > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "epsilon", Literals.Print(epsilon), "positive");
        var size = builder.Add(new Max(), builder.Add(new Abs(), target), builder.Constant(epsilon));
        return builder.Times(builder.Over(builder.Add(new Abs(), builder.Minus(output, target)), size), 100);
    }
}
