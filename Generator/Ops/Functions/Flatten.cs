using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class FlattenFunction : UnaryFunction
{
    public override string Name => "Flatten";

    public override string Summary => "All elements of a row in one axis.";

    public override string Formula => "[a, b, …] → [a · b · …]";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Reshape(x, Shape.Of(x.Shape.ElementCount));
}
