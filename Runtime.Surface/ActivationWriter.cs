using System.Text;
using NetGen.Generator.Ops;

namespace NetGen.Surface;

/// <summary>The enum of activations, with numbers that never change.</summary>
internal static class ActivationWriter
{
    public static string Write(IEnumerable<OpFunction> functions)
    {
        var writer = new StringBuilder(ParameterText.Header);
        writer.Document("", "summary", "What a layer applies to its result, element by element unless it says otherwise.");
        writer.Append("public enum Activation\n{\n");
        writer.Document("    ", "summary", "Nothing: the result as it is.");
        writer.Append($"    {OpRegistry.Linear} = 0,\n");
        foreach (var function in functions.Where(f => f.ActivationNumber is not null).OrderBy(f => f.ActivationNumber))
        {
            writer.Append('\n');
            writer.Document("    ", "summary", function.Summary).Document("    ", "remarks", function.Formula);
            writer.Append($"    {function.Name} = {Literals.Print(function.ActivationNumber!.Value)},\n");
        }

        return writer.Append("}\n").ToString();
    }
}
