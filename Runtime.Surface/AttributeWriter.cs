using System.Text;
using NetGen.Generator.Ops;

namespace NetGen.Surface;

/// <summary>The attribute classes of layers, and of the losses that end a list of layers.</summary>
internal static class AttributeWriter
{
    private const string OnMethodsAndClasses = "AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false";
    private const string OnClasses = "AttributeTargets.Class, Inherited = false";

    public static string Write(Layer layer) =>
        Write(layer.Name, layer.Summary, layer.Formula, layer.Parameters, layer.Properties, OnMethodsAndClasses, "LayerAttribute");

    /// <summary>The tensors that a loss compares are the network's output and its target, so the attribute has the other
    /// parameters.</summary>
    public static string Write(OpFunction loss)
    {
        var parameters = loss.Parameters.Where(p => p.Kind != ParameterKind.Tensor).ToList();
        var summary = $"The loss of a list of layers. {loss.Summary}";
        return Write(loss.Name, summary, loss.Formula, parameters, [], OnClasses, "LossFunctionAttribute");
    }

    private static string Write(
        string name,
        string summary,
        string formula,
        IReadOnlyList<FunctionParameter> parameters,
        IReadOnlyList<FunctionParameter> properties,
        string usage,
        string baseClass)
    {
        var writer = new StringBuilder(
            ParameterText.Header.Replace("namespace", "using System;\nusing System.Collections.Generic;\n\nnamespace"));
        writer.Document("", "summary", summary).DocumentParameters("", parameters).Document("", "remarks", formula);
        writer.Append($"[AttributeUsage({usage})]\n");
        writer.Append($"public sealed class {name}Attribute({ParameterText.Declare(parameters)}) : {baseClass}\n{{\n");
        var members = parameters.Select(p => Property(p, p.Name, settable: false))
            .Concat(properties.Select(p => Property(p, p.Default!, settable: true)));
        writer.Append(string.Join("\n", members));
        return writer.Append("}\n").ToString();
    }

    private static string Property(FunctionParameter parameter, string value, bool settable)
    {
        var type = parameter.Kind == ParameterKind.Integers ? "IReadOnlyList<int>" : ParameterText.Type(parameter);
        return new StringBuilder()
            .Document("    ", "summary", parameter.Documentation)
            .Append($"    public {type} {ParameterText.Pascal(parameter.Name)} {{ get; {(settable ? "set; " : "")}}} = {value};\n")
            .ToString();
    }
}
