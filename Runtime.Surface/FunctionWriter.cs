using System.Text;
using NetGen.Generator.Ops;

namespace NetGen.Surface;

/// <summary>The static class with the functions of the definition language.</summary>
internal static class FunctionWriter
{
    public static string Write(IEnumerable<OpFunction> functions)
    {
        var writer = new StringBuilder(ParameterText.Header);
        writer.Document(
            "", "summary",
            "The functions of the definition language, to be imported with using static. They describe a network and are never executed.");
        writer.Append("public static partial class Ops\n{\n");
        writer.Append(string.Join("\n", functions.Select(Write)));
        return writer.Append("}\n").ToString();
    }

    private static string Write(OpFunction function)
    {
        const string Indent = "    ";
        return new StringBuilder()
            .Document(Indent, "summary", function.Summary)
            .DocumentParameters(Indent, function.Parameters)
            .Document(Indent, "returns", function.ResultCount == 1 ? "The value." : "The values, to be indexed or taken apart.")
            .Document(Indent, "remarks", function.Formula)
            .Document(Indent, "exception cref=\"DefinitionOnlyException\"", "Always, when it is executed.")
            .Append($"{Indent}public static {function.ResultType} {function.Name}({ParameterText.Declare(function.Parameters)}) =>\n")
            .Append($"{Indent}    throw new DefinitionOnlyException(nameof({function.Name}));\n")
            .ToString();
    }
}
