using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The sum over the last axes.</summary>
internal sealed record ReduceSum(int Axes) : ReductionOp(Axes)
{
    public override string Mnemonic => "reduce_sum";

    public override string Identity => "0f";

    public override double IdentityValue => 0;

    public override double Combine(double accumulator, double value) => accumulator + value;

    public override string EmitCombine(string accumulator, string value) => $"{accumulator} + {value}";

    public override string EmitAcross(string accumulator) => $"V.Sum({accumulator})";

    public override void Differentiate(GradientContext context)
    {
        var type = context.Input(0).Type;
        var kept = context.Builder.Reshape(context.Adjoint, Expressions.KeepAxes(type.Shape, Axes));
        context.Accumulate(0, context.Builder.Broadcast(kept, type));
    }
}

/// <summary>The function.</summary>
internal sealed class SumFunction : ReductionFunction
{
    public override string Name => "Sum";

    public override string Summary => "Sum over the last axes of each row.";

    public override string Formula => "Σ x";

    protected override Node Reduce(GraphBuilder builder, Node x, int axes, bool keepAxes) =>
        builder.Reduce(new ReduceSum(axes), x, keepAxes);
}
