using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A loss or metric that compares an output with a target of the same shape, element by element, and gives the mean for each
/// row.</summary>
internal abstract class PairedFunction : OpFunction
{
    protected virtual FunctionParameter Output => new(ParameterKind.Tensor, "prediction", "The output, of any shape.");

    /// <summary>Numbers behind the two tensors.</summary>
    protected virtual IReadOnlyList<FunctionParameter> Further => [];

    public sealed override IReadOnlyList<FunctionParameter> Parameters =>
        [Output, new(ParameterKind.Tensor, "target", "The target, of the output's shape."), .. Further];

    public sealed override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var output = builder.Number(arguments.Tensor(0));
        var target = Targets.Match(builder, Name, output, arguments.Tensor(1));
        return [builder.RowMean(Compare(builder, output, target, arguments))];
    }

    /// <summary>The value for each element.</summary>
    protected abstract Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments);
}
