using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class SquaredHingeFunction : PairedFunction
{
    public override string Name => "SquaredHinge";

    public override string Summary => "Squared hinge loss of a yes-or-no answer with targets −1 and 1: smooth at the margin.";

    public override string Formula => "mean over the row of max(0, 1 − target · score)²";

    public override bool IsLoss => true;

    protected override FunctionParameter Output => new(ParameterKind.Tensor, "score", "The output, positive for yes.");

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments) =>
        builder.Add(new Square(), HingeFunction.Margin(builder, output, target));
}
