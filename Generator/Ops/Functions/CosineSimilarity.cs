using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class CosineSimilarityFunction : OpFunction
{
    public override string Name => "CosineSimilarity";

    public override string Summary => "Cosine of the angle between vectors along the last axis, from −1 to 1.";

    public override string Formula => "Σ a·b / (max(√(Σ a²), epsilon) · max(√(Σ b²), epsilon))";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "a", "The one vector."),
        new(ParameterKind.Tensor, "b", "The other; shapes are aligned at the last axis, and size 1 stretches."),
        new(ParameterKind.Float, "epsilon", "The least length that is divided by; positive.", "1e-8f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var a = Axes.RequireOne(Name, builder.Number(arguments.Tensor(0)));
        var b = Axes.RequireOne(Name, builder.Number(arguments.Tensor(1)));
        var epsilon = arguments.Float(2);
        var product = builder.Sum(builder.Times(a, b), 1);
        var lengths = builder.Times(
            NormalizeFunction.Length(builder, Name, a, epsilon, keepAxes: false), NormalizeFunction.Length(builder, Name, b, epsilon, keepAxes: false));
        return [builder.Over(product, lengths)];
    }
}
