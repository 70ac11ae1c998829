namespace NetGen.Generator.Ops;

/// <summary>Whether a ≠ b; true if either is NaN.</summary>
internal sealed record NotEqual : ComparisonOp
{
    public override string Mnemonic => "not_equal";

    protected override bool Compare(double a, double b) => a != b;

    protected override string Emit(string a, string b) => $"V.NotEquals({a}, {b})";
}
