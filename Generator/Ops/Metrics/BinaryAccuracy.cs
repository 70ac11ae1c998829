using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class BinaryAccuracyFunction : PairedFunction
{
    public override string Name => "BinaryAccuracy";

    public override string Summary => "How often yes-or-no answers are right, from logits.";

    public override bool? HigherIsBetter => true;

    public override string Formula => "mean over the row of 1 where (logit > 0) = (target > ½), else 0";

    protected override FunctionParameter Output => new(ParameterKind.Tensor, "logits", "The output before any sigmoid.");

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments)
    {
        var answer = builder.Number(builder.Add(new Greater(), output, builder.Constant(0)));
        var truth = builder.Number(builder.Add(new Greater(), target, builder.Constant(0.5f)));
        return builder.Number(builder.Add(new Equal(), answer, truth));
    }
}
