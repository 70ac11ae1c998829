namespace NetGen.Generator.Ops;

/// <summary>Whether a ≤ b; false if either is NaN.</summary>
internal sealed record LessOrEqual : ComparisonOp
{
    public override string Mnemonic => "less_or_equal";

    protected override bool Compare(double a, double b) => a <= b;

    protected override string Emit(string a, string b) => $"V.LessThanOrEqual({a}, {b})";
}
