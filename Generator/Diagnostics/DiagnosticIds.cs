namespace NetGen.Generator.Diagnostics;

/// <summary>The ids of all diagnostics. NG0xxx: definition language and class shape; NG1xxx: shapes and types; NG2xxx: duplicate evaluation;
/// NG3xxx: gradient flow; NG4xxx: use of a generated network; NG9xxx: internal. An id is never reused.</summary>
internal static class DiagnosticIds
{
    /// <summary>Two operands of an elementwise operation cannot be broadcast: operation, left shape, right shape.</summary>
    public const string ShapesDoNotBroadcast = "NG1001";
}
