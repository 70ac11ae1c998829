using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class SliceFunction : OpFunction
{
    public override string Name => "Slice";

    public override string Summary => "Some consecutive elements of an axis.";

    public override string Formula => "x[…, start … start + length − 1, …]";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Integer, "start", "The first element, from 0."),
        new(ParameterKind.Integer, "length", "The number of elements."),
        Axes.Parameter,
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var (start, length) = (arguments.Integer(1), arguments.Integer(2));
        var axis = Axes.Resolve(Name, arguments.Integer(3), x.Shape);
        var size = x.Shape[axis];
        if (start < 0 || length < 1 || (long)start + length > size)
            throw new DefinitionException(DiagnosticIds.SliceOutOfRange, start, length, size, x.Shape);
        return [builder.Add(new Slice(axis, start, length), x)];
    }
}
