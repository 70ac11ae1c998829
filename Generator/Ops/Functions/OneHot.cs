using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class OneHotFunction : OpFunction
{
    public override string Name => "OneHot";

    public override string Summary => "Class labels as vectors with a single 1.";

    public override string Formula => "1 where the position is the label, else 0; a label outside 0 … classes − 1 gives zeros";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "labels", "The labels, from 0."),
        new(ParameterKind.Integer, "classes", "The size of the new last axis."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var classes = arguments.Integer(1);
        if (classes < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "classes", classes, "at least 1");
        return [builder.Number(Labels.Mask(builder, arguments.Tensor(0), classes))];
    }
}
