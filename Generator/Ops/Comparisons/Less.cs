namespace NetGen.Generator.Ops;

/// <summary>Whether a &lt; b; false if either is NaN.</summary>
internal sealed record Less : ComparisonOp
{
    public override string Mnemonic => "less";

    protected override bool Compare(double a, double b) => a < b;

    protected override string Emit(string a, string b) => $"V.LessThan({a}, {b})";
}
