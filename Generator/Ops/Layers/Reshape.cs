using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class ReshapeLayer : Layer
{
    public override string Name => "Reshape";

    public override string Summary => "The same elements of each row with other sizes.";

    public override string Formula => "row-major order stays";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Integers, "sizes", "The sizes without the batch; one may be -1 and follows from the others.")];

    public override string Describe(LayerArguments arguments) => $"Reshape {string.Join(" × ", arguments.Integers("sizes"))}";

    public override Node Apply(LayerContext context, Node input)
    {
        var shape = Sizes.Resolve(context.Name, input.Shape, context.Arguments.Integers("sizes"));
        return context.Builder.Reshape(context.Builder.Number(input), shape);
    }
}
