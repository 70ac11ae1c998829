using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class ShiftLayer : Layer
{
    private static readonly InitializerSpec Zeros = new("Zeros");

    public override string Name => "Shift";

    public override string Summary => "Adds a learned number to each element of a row.";

    public override string Formula => "x + shift, shift of the shape of x starting at 0";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override string Describe(LayerArguments arguments) => "shift";

    public override Node Apply(LayerContext context, Node input)
    {
        var x = context.Builder.Number(input);
        return context.Builder.Plus(x, context.Parameter("shift", x.Shape, Zeros));
    }
}
