using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class PositionEmbeddingLayer : Layer
{
    private static readonly InitializerSpec Start = new("Uniform", 0.05f);

    public override string Name => "PositionEmbedding";

    public override string Summary => "Adds a learned vector for each position of a sequence.";

    public override string Formula => "x + positions, positions [positions, features] starting uniform in ±0.05; Gehring et al. (2017)";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override IReadOnlyList<FunctionParameter> Properties =>
        [new(ParameterKind.Initializer, "Initializer", "How the vectors start.", "Init.Default")];

    public override string Describe(LayerArguments arguments) => "PositionEmbedding";

    public override Node Apply(LayerContext context, Node input)
    {
        var x = RequireSequence(context, input);
        var start = context.Arguments.Initializer("Initializer").Or(Start);
        return context.Builder.Plus(x, context.Parameter("positions", x.Shape.Trailing(2), start));
    }

    /// <exception cref="DefinitionException">The value has no axis of positions in front of the features.</exception>
    public static Node RequireSequence(LayerContext context, Node input) => input.Shape.Rank >= 2
        ? context.Builder.Number(input)
        : throw new DefinitionException(DiagnosticIds.TooFewAxes, context.Name, "positions and features as the last two axes", input.Shape);
}
