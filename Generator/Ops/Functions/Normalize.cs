using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class NormalizeFunction : OpFunction
{
    public override string Name => "Normalize";

    public override string Summary => "Vectors along the last axis, scaled to length 1.";

    public override string Formula => "x / max(√(Σ x²), epsilon)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Float, "epsilon", "The least length that is divided by; positive.", "1e-12f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = Axes.RequireOne(Name, builder.Number(arguments.Tensor(0)));
        return [builder.Over(x, Length(builder, Name, x, arguments.Float(1), keepAxes: true))];
    }

    /// <summary>The length along the last axis, at least epsilon.</summary>
    /// <exception cref="DefinitionException">Epsilon is not positive.</exception>
    public static Node Length(GraphBuilder builder, string operation, Node x, float epsilon, bool keepAxes)
    {
        if (!(epsilon > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, operation, "epsilon", Literals.Print(epsilon), "positive");
        return builder.Add(new Max(), NormFunction.Of(builder, x, 1, keepAxes), builder.Constant(epsilon));
    }
}
