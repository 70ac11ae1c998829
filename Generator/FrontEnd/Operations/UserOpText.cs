using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>The methods of an operation as the user would write them, for messages.</summary>
internal sealed class UserOpText(IMethodSymbol operation)
{
    public const string GradientSuffix = "Gradient";
    public const string ShapeSuffix = "Shape";
    public const string ResultName = "y";

    /// <summary>A name for the result that no parameter has.</summary>
    public string Result => operation.Parameters.Any(parameter => parameter.Name == ResultName) ? "result" : ResultName;

    public string Of(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary><c>static void Bump(ReadOnlySpan&lt;float&gt; x, float width, Span&lt;float&gt; y)</c></summary>
    public string Forward() => $"static void {operation.Name}({string.Join(", ", Operands([]).Append($"Span<float> {Result}"))})";

    /// <summary><c>static void BumpGradient(ReadOnlySpan&lt;float&gt; x, float width, ReadOnlySpan&lt;float&gt; dy, Span&lt;float&gt; dx)</c></summary>
    public string Gradient(BoundMethod forward, string result)
    {
        var integers = forward.Roles.Where(role => role.IsInteger).Select(role => role.Index).ToArray();
        var tensors = operation.Parameters.Where(parameter => parameter.Type.IsTensor()).Where((_, i) => !integers.Contains(i));
        var parameters = Operands(integers).Append($"ReadOnlySpan<float> d{result}").Concat(tensors.Select(tensor => $"Span<float> d{tensor.Name}"));
        return $"static void {operation.Name}{GradientSuffix}({string.Join(", ", parameters)})";
    }

    /// <summary>What a method's parameters may be, by name.</summary>
    public IReadOnlyDictionary<string, string> Expected(string result)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in operation.Parameters)
            known[parameter.Name] = Operand(parameter);
        if (result.Length > 0)
            known[result] = $"Span<float> {result}";
        return known;
    }

    /// <param name="integers">The tensors that are integers, by number.</param>
    private IEnumerable<string> Operands(IReadOnlyCollection<int> integers)
    {
        var tensor = 0;
        foreach (var parameter in operation.Parameters)
            yield return parameter.Type.IsTensor() && integers.Contains(tensor++) ? $"ReadOnlySpan<int> {parameter.Name}" : Operand(parameter);
    }

    private string Operand(IParameterSymbol parameter) => parameter.Type.IsTensor() ? $"ReadOnlySpan<float> {parameter.Name}" : $"{Of(parameter.Type)} {parameter.Name}";
}
