using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class ScaleLayer : Layer
{
    private static readonly InitializerSpec Ones = new("Ones");

    public override string Name => "Scale";

    public override string Summary => "Multiplies each element of a row by a learned factor.";

    public override string Formula => "x · scale, scale of the shape of x starting at 1";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override string Describe(LayerArguments arguments) => "scale";

    public override Node Apply(LayerContext context, Node input)
    {
        var x = context.Builder.Number(input);
        return context.Builder.Times(x, context.Parameter("scale", x.Shape, Ones));
    }
}
