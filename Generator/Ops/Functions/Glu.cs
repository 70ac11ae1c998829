using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class GluFunction : OpFunction
{
    public override string Name => "Glu";

    public override string Summary => "Gated linear unit: one half of an axis, scaled by the sigmoid of the other half.";

    public override string Formula => "a · σ(b), a and b being the halves of the axis; Dauphin et al. (2017)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Tensor, "x", "The values."), Axes.Parameter];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var axis = Axes.Resolve(Name, arguments.Integer(1), x.Shape);
        var size = x.Shape[axis];
        if (size % 2 != 0)
            throw new DefinitionException(DiagnosticIds.SplitUneven, 2, size, x.Shape);
        var value = builder.Add(new Slice(axis, 0, size / 2), x);
        var gate = builder.Add(new Slice(axis, size / 2, size / 2), x);
        return [builder.Times(value, builder.Add(new Sigmoid(), gate))];
    }
}
