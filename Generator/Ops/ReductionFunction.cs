using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A function that folds the last axes of each row.</summary>
internal abstract class ReductionFunction : OpFunction
{
    public sealed override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Integer, "axes", "How many of the last axes are folded; 0 means all.", "0"),
        new(ParameterKind.Boolean, "keepAxes", "Whether folded axes stay with size 1, so that the result can be combined with x.", "false"),
    ];

    public sealed override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var axes = arguments.Integer(1);
        if (axes < 0)
        {
            var most = Literals.Print(x.Shape.Rank);
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "axes", axes, $"how many of the last axes are folded, from 0 for all of them to {most}");
        }

        if (axes > x.Shape.Rank)
            throw new DefinitionException(DiagnosticIds.TooFewAxes, Name, axes == 1 ? "at least one axis" : $"{Literals.Print(axes)} axes", x.Shape);
        return [Reduce(builder, x, axes == 0 ? x.Shape.Rank : axes, arguments.Boolean(2))];
    }

    protected abstract Node Reduce(GraphBuilder builder, Node x, int axes, bool keepAxes);
}
