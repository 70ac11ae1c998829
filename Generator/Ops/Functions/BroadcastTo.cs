using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class BroadcastToFunction : OpFunction
{
    public override string Name => "BroadcastTo";

    public override string Summary => "The value repeated along axes of size 1 and axes that it lacks, as an elementwise function would read it.";

    public override string Formula => "x, repeated to the sizes by NumPy's rule";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Integers, "sizes", "The sizes of the result without the batch."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var sizes = arguments.Integers(1);
        if (sizes.Any(size => size < 1))
        {
            throw new DefinitionException(
                DiagnosticIds.ArgumentOutOfRange, Name, "sizes", string.Join(" × ", sizes.Select(Literals.Print)), "positive numbers");
        }

        var shape = Shape.Of([.. sizes]);
        if (Shape.Broadcast(x.Shape, shape) != shape)
            throw new DefinitionException(DiagnosticIds.ShapesDoNotBroadcast, Name, x.Shape, shape);
        return [builder.Broadcast(x, x.Type with { Shape = shape })];
    }
}
