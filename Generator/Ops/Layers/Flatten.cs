using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class FlattenLayer : Layer
{
    public override string Name => "Flatten";

    public override string Summary => "All elements of a row in one axis.";

    public override string Formula => "[a, b, …] → [a · b · …]";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override string Describe(LayerArguments arguments) => "Flatten";

    public override Node Apply(LayerContext context, Node input) =>
        context.Builder.Reshape(context.Builder.Number(input), Shape.Of(input.Shape.ElementCount));
}
