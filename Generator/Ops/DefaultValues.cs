using System.Globalization;

namespace NetGen.Generator.Ops;

/// <summary>The values of parameters' defaults, which are written as C# text because the public surface shows them.</summary>
internal static class DefaultValues
{
    public static object Parse(FunctionParameter parameter)
    {
        // Arrays are `params`: left out, they are empty.
        if (parameter.Kind == ParameterKind.Integers)
            return Array.Empty<int>();
        var text = parameter.Default ?? throw new ArgumentException($"Parameter '{parameter.Name}' has no default.", nameof(parameter));
        return parameter.Kind switch
        {
            ParameterKind.Float => float.Parse(text.TrimEnd('f'), NumberStyles.Float, CultureInfo.InvariantCulture),
            ParameterKind.Integer => int.Parse(text, CultureInfo.InvariantCulture),
            ParameterKind.Boolean => text == "true",
            ParameterKind.Activation or ParameterKind.Choice => text.Substring(text.LastIndexOf('.') + 1),
            ParameterKind.Initializer => new InitializerSpec(text.Substring(text.LastIndexOf('.') + 1)),
            _ => throw new ArgumentException(
                $"Parameter '{parameter.Name}' of kind {parameter.Kind} cannot have a default.", nameof(parameter)),
        };
    }
}
