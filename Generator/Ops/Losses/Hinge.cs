using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class HingeFunction : PairedFunction
{
    public override string Name => "Hinge";

    public override string Summary => "Hinge loss of a yes-or-no answer with targets −1 and 1: nothing for answers beyond the margin.";

    public override string Formula => "mean over the row of max(0, 1 − target · score); Cortes and Vapnik (1995)";

    public override bool IsLoss => true;

    protected override FunctionParameter Output => new(ParameterKind.Tensor, "score", "The output, positive for yes.");

    public static Node Margin(GraphBuilder builder, Node score, Node target) =>
        builder.Add(new Relu(), builder.Minus(builder.Constant(1), builder.Times(target, score)));

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments) =>
        Margin(builder, output, target);
}
