namespace NetGen.Generator.Ops;

/// <summary>Whether a &gt; b; false if either is NaN.</summary>
internal sealed record Greater : ComparisonOp
{
    public override string Mnemonic => "greater";

    protected override bool Compare(double a, double b) => a > b;

    protected override string Emit(string a, string b) => $"V.GreaterThan({a}, {b})";
}
