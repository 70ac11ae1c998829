namespace NetGen.Generator.Ops;

/// <summary>Whether a = b; false if either is NaN.</summary>
internal sealed record Equal : ComparisonOp
{
    public override string Mnemonic => "equal";

    protected override bool Compare(double a, double b) => a == b;

    protected override string Emit(string a, string b) => $"V.Equals({a}, {b})";
}
