using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>How an epilogue is written for one layout of the rows: what a vector of results holds decides how operands are read.</summary>
internal abstract class EpilogueForm
{
    /// <summary>For vectors of neighbouring features of one row.</summary>
    public static EpilogueForm Rows { get; } = new RowForm();

    /// <summary>For vectors of one feature of neighbouring rows.</summary>
    public static EpilogueForm Lanes { get; } = new LaneForm();

    public abstract RowLayout Layout { get; }

    public abstract string Interface { get; }

    /// <summary>What the name of the type ends with.</summary>
    public abstract string Suffix { get; }

    /// <summary>The expression that reads an operand.</summary>
    /// <param name="row">The index of what there is one of for each row.</param>
    /// <param name="at">The index of what there is one of for each element.</param>
    public abstract string Load(AccessKind kind, string field, bool isInteger, string row, string at);

    /// <summary>The expression of an operand that is a formula.</summary>
    public abstract string Formula(Node operand);

    /// <summary>The expression that writes a result.</summary>
    public abstract string Store(string value, string field, bool isScratch, string at);

    /// <summary>The method around <paramref name="statements"/>.</summary>
    public abstract string Method(ProductKernel kernel, IReadOnlyList<string> statements);

    /// <summary>Says of an epilogue whether its statements may stand in a method some 26 times before the JIT stops inlining.</summary>
    private static string IsShort(IReadOnlyList<string> statements, int most)
    {
        var isShort = statements.Count <= most && !statements.Any(s => s.Contains("VectorMath.") || s.StartsWith("Update."));
        return $"\n\npublic static bool IsShort => {CSharpLiterals.Boolean(isShort)};";
    }

    private static string Method(string parameters, string constraints, string at, IReadOnlyList<string> statements)
    {
        var lines = statements.Any(s => s.Contains(", at)") || s.Contains(" + at,")) ? statements.Prepend(at) : statements;
        return $$"""
            {{ClassEmitter.Inlined(statements.Count)}}
            public readonly void Store{{parameters}}
                {{constraints}}
            {
                {{string.Join("\n    ", lines)}}
            }
            """;
    }

    private sealed class RowForm : EpilogueForm
    {
        public override RowLayout Layout => RowLayout.Major;

        public override string Interface => "IEpilogue";

        public override string Suffix => "";

        public override string Load(AccessKind kind, string field, bool isInteger, string row, string at)
        {
            var load = isInteger ? "LoadIntegers" : "Load";
            return kind switch
            {
                AccessKind.Flat => $"lanes.{load}(ref {field}, {at})",
                AccessKind.Column => $"lanes.{load}(ref {field}, column)",
                AccessKind.RowScalar => $"V.Create(Unsafe.Add(ref {field}, {row}))",
                AccessKind.Scalar => $"V.Create({field})",
                _ => throw new InvalidOperationException($"An epilogue cannot read {field} as {kind}."),
            };
        }

        public override string Formula(Node operand) => KernelBody.Formula(operand, "column");

        public override string Store(string value, string field, bool isScratch, string at) =>
            $"lanes.{(isScratch ? "StoreScratch" : "Store")}({value}, ref {field}, {at})";

        public override string Method(ProductKernel kernel, IReadOnlyList<string> statements) => Method(
            "<V, L>(V value, nuint row, nuint column, L lanes)", "where V : struct, ISimd<V>\n    where L : struct, ILanes<V>",
            $"nuint at = (row * {CSharpLiterals.Integer(kernel.Columns)}) + column;", statements)
            + IsShort(statements, most: 6);
    }

    private sealed class LaneForm : EpilogueForm
    {
        public override RowLayout Layout => RowLayout.Lanes;

        public override string Interface => "IBlockEpilogue";

        public override string Suffix => "Block";

        public override string Load(AccessKind kind, string field, bool isInteger, string row, string at) => kind switch
        {
            AccessKind.Flat => $"V.Load(ref {field}, at)",
            AccessKind.Column => $"V.Create(Unsafe.Add(ref {field}, feature))",
            AccessKind.RowScalar => $"V.Load(ref {field}, lane)",
            AccessKind.Scalar => $"V.Create({field})",
            _ => throw new InvalidOperationException($"An epilogue cannot read {field} as {kind}."),
        };

        public override string Formula(Node operand) => Access.Resolve(operand).Shape.ElementCount == 1
            ? KernelBody.Formula(operand, "0")
            : "V.Create((float)feature)";

        public override string Store(string value, string field, bool isScratch, string at) => $"V.Store({value}, ref {field}, at)";

        public override string Method(ProductKernel kernel, IReadOnlyList<string> statements) => Method(
            "<V>(V value, nuint feature, nuint lane)", "where V : struct, ISimd<V>", "nuint at = (feature * (nuint)Block.Width<V>()) + lane;", statements)
            + IsShort(statements, most: 5);
    }
}
