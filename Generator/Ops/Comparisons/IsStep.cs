namespace NetGen.Generator.Ops;

/// <summary>Whether the step of number a comes before the end of a sequence of b of <see cref="Steps"/> steps. What the caller gives for b, from 0 to all steps, is
/// checked before anything runs, and this says so.</summary>
internal sealed record IsStep(int Steps) : ComparisonOp
{
    public override string Mnemonic => "is_step";

    protected override string PrintArguments() => Literals.Print(Steps);

    protected override bool Compare(double a, double b) => a < b;

    protected override string Emit(string a, string b) => $"V.LessThan({a}, {b})";
}
