using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class BinaryCrossEntropyFunction : PairedFunction
{
    public override string Name => "BinaryCrossEntropy";

    public override string Summary => "Cross entropy of independent yes-or-no answers, from logits: apply no Sigmoid before it.";

    public override string Formula =>
        "mean over the row of −t·log σ(x) − (1 − t)·log(1 − σ(x)), computed as max(x, 0) − x·t + log1p(exp(−|x|)), which does not overflow";

    public override bool IsLoss => true;

    protected override FunctionParameter Output => new(ParameterKind.Tensor, "logits", "The output before any sigmoid.");

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments) =>
        builder.Minus(builder.Add(new Softplus(), output), builder.Times(output, target));
}
