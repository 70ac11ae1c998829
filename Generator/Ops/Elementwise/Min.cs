using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The smaller of a and b. At a tie the gradient goes to a.</summary>
internal sealed record Min : BinaryOp
{
    public override string Mnemonic => "min";

    protected override double Apply(double a, double b) => Math.Min(a, b);

    protected override string Emit(string a, string b) => $"global::NetGen.Kernels.VectorMath.Min({a}, {b})";

    public override void Differentiate(GradientContext context)
    {
        var first = context.Builder.Add(new LessOrEqual(), context.Input(0), context.Input(1));
        context.Accumulate(0, context.Builder.WhereOrZero(first, context.Adjoint));
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Where(first, context.Builder.Constant(0), context.Adjoint));
    }
}

/// <summary>The function.</summary>
internal sealed class MinFunction : BinaryFunction
{
    public override string Name => "Min";

    public override string Summary => "The smaller of two values, element by element.";

    public override string Formula => "min(a, b), NaN if either is NaN; at a tie the gradient goes to a";

    protected override Node Build(GraphBuilder builder, Node a, Node b) => builder.Add(new Min(), a, b);
}
