using System.Text.RegularExpressions;
using NetGen.Generator.Ops;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Ops;

/// <summary>docs/ops.md has one row for each function, activation and layer, and says of it what the registry says.</summary>
public sealed partial class OpDocumentationTests
{
    private static readonly Lazy<string[][]> Rows = new(() =>
        [.. RepositoryRoot.Read("docs/ops.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(Cells)]);

    public static TheoryData<string, string> Expected()
    {
        var data = new TheoryData<string, string>();
        foreach (var function in OpRegistry.Functions)
            data.Add(Signature(function), function.Formula);
        foreach (var layer in OpRegistry.Layers)
            data.Add(Signature(layer), layer.Formula);
        return data;
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void Table_ForEachFunctionAndLayer_HasItsSignatureFormulaAndShapeRule(string signature, string formula)
    {
        var row = Assert.Single(Rows.Value, r => r[0] == $"`{signature}`");
        Assert.Equal(3, row.Length);
        Assert.Equal(formula.Replace("|", "\\|", StringComparison.Ordinal), row[1]);
        Assert.NotEmpty(row[2]);
    }

    [Fact]
    public void Table_HasNoRowOfSomethingElse()
    {
        var known = Expected().Select(row => $"`{row[0]}`");
        Assert.Empty(Rows.Value.Select(r => r[0]).Except(known.Cast<string>()));
    }

    private static string Signature(OpFunction function) => $"{function.Name}({Parameters(function.Parameters)})";

    private static string Signature(Layer layer)
    {
        var parameters = Parameters([.. layer.Parameters, .. layer.Properties]);
        return parameters.Length == 0 ? $"[{layer.Name}]" : $"[{layer.Name}({parameters})]";
    }

    private static string Parameters(IEnumerable<FunctionParameter> parameters) => string.Join(", ", parameters.Select(p =>
        p.Kind is ParameterKind.Tensors or ParameterKind.Integers ? $"{p.Name}…"
            : p.Default is null ? p.Name : $"{p.Name} = {Plain(p.Default)}"));

    // Numbers without the suffix that only C# needs.
    private static string Plain(string value) => char.IsDigit(value[0]) ? value.TrimEnd('f') : value;

    // Cells are divided by bars without a backslash before them.
    private static string[] Cells(string line) => [.. Bar().Split(line.Trim()).Where(cell => cell.Length > 0).Select(cell => cell.Trim())];

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
