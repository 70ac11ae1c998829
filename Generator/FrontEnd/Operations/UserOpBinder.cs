using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds out by name what the parameters of a method beside an operation stand for.</summary>
/// <param name="operation">The declaration of the operation.</param>
/// <param name="method">The method beside it.</param>
/// <param name="result">What its forward method calls the result.</param>
internal sealed class UserOpBinder(IMethodSymbol operation, IMethodSymbol method, string result, Compilation compilation, Issues issues)
{
    private readonly IParameterSymbol[] _tensors = [.. operation.Parameters.Where(parameter => parameter.Type.IsTensor())];
    private readonly UserOpText _text = new(operation);

    /// <summary>The method as what computes a row; null if it cannot, which is reported.</summary>
    public BoundMethod? Forward()
    {
        if (Bind(FindForward, mustBeCalled: true) is not { } bound)
            return null;
        var results = bound.Roles.Count(role => role.Kind == RoleKind.Result);
        return results == 1
            ? bound
            : Refuse(results == 0 ? $"has no 'Span<float> {UserOpText.ResultName}' for the result" : "has several Span<float>, but an operation has one result");
    }

    /// <summary>The method as the gradient of an operation whose other method is <paramref name="forward"/>.</summary>
    public BoundMethod? Gradient(BoundMethod forward)
    {
        if (Bind(FindGradient, mustBeCalled: true) is not { } bound)
            return null;
        if (bound.Roles.All(role => role.Kind != RoleKind.ResultGradient))
            return Refuse($"has no 'ReadOnlySpan<float> d{result}', the gradient with respect to the result");
        if (bound.Roles.All(role => role.Kind != RoleKind.OperandGradient))
            return Refuse($"has no 'Span<float> d{_tensors[0].Name}' for the gradient with respect to an operand");
        foreach (var role in bound.Roles.Where(role => role.Kind is RoleKind.Operand or RoleKind.OperandGradient))
        {
            var isInteger = forward.Roles.Contains(new Role(RoleKind.Operand, role.Index, IsInteger: true));
            if (role.Kind == RoleKind.OperandGradient ? isInteger : isInteger != role.IsInteger && forward.Roles.Any(other => other.Kind == RoleKind.Operand && other.Index == role.Index))
                return Refuse(role.Kind == RoleKind.OperandGradient
                    ? $"has a gradient with respect to '{_tensors[role.Index].Name}', which '{operation.Name}' takes as integers: they have none"
                    : $"takes '{_tensors[role.Index].Name}' as {(role.IsInteger ? "integers" : "floats")}, and '{operation.Name}' as {(isInteger ? "integers" : "floats")}: take the same");
        }

        return bound;
    }

    /// <summary>The method as a rule that computes the shape of the result.</summary>
    public BoundMethod? ShapeRule()
    {
        var isShape = method.ReturnType is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32, Rank: 1 } || method.ReturnType.SpecialType == SpecialType.System_Int32;
        return isShape ? Bind(FindCommon, mustBeCalled: false) : Refuse($"returns {_text.Of(method.ReturnType)}: return the sizes of the result as int[]");
    }

    private BoundMethod? Bind(Func<IParameterSymbol, Role?> find, bool mustBeCalled)
    {
        if (!method.IsStatic || method.IsGenericMethod)
            return Refuse(method.IsStatic ? "is generic: write it for float" : "is not static");
        if (mustBeCalled && !method.ReturnsVoid)
            return Refuse($"returns {_text.Of(method.ReturnType)}: return nothing, and write to the spans");
        if (mustBeCalled && !compilation.IsSymbolAccessibleWithin(method, compilation.Assembly))
            return Refuse("cannot be called from generated code: make it, and the types around it, internal or public");
        var roles = new List<Role>();
        foreach (var parameter in method.Parameters)
        {
            if ((parameter.RefKind == RefKind.None ? find(parameter) : null) is not { } role)
                return Refuse(Explain(parameter));
            roles.Add(role);
        }

        return new BoundMethod(method, roles);
    }

    private Role? FindForward(IParameterSymbol parameter) => IsSpan(parameter.Type, "Span", SpecialType.System_Single) ? new Role(RoleKind.Result) : FindCommon(parameter);

    private Role? FindGradient(IParameterSymbol parameter)
    {
        if (IsSpan(parameter.Type, "Span", SpecialType.System_Single))
            return Array.FindIndex(_tensors, tensor => IsGradientOf(parameter, tensor.Name)) is >= 0 and var index ? new Role(RoleKind.OperandGradient, index) : null;
        if (!IsSpan(parameter.Type, "ReadOnlySpan", SpecialType.System_Single))
            return FindCommon(parameter);
        if (parameter.Name == result)
            return new Role(RoleKind.Result);
        return IsGradientOf(parameter, result) ? new Role(RoleKind.ResultGradient) : FindCommon(parameter);
    }

    private Role? FindCommon(IParameterSymbol parameter)
    {
        var isInteger = IsSpan(parameter.Type, "ReadOnlySpan", SpecialType.System_Int32);
        for (var i = 0; i < _tensors.Length; i++)
        {
            if (parameter.Name == _tensors[i].Name && (isInteger || IsSpan(parameter.Type, "ReadOnlySpan", SpecialType.System_Single)))
                return new Role(RoleKind.Operand, i, isInteger);
            if (parameter.Name == _tensors[i].Name + UserOpText.ShapeSuffix && (isInteger || parameter.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32, Rank: 1 }))
                return new Role(RoleKind.Sizes, i);
        }

        return operation.Parameters.FirstOrDefault(constant => constant.Name == parameter.Name) is { } known
            && !known.Type.IsTensor() && SymbolEqualityComparer.Default.Equals(known.Type, parameter.Type)
            ? new Role(RoleKind.Constant, known.Ordinal)
            : null;
    }

    private static bool IsGradientOf(IParameterSymbol parameter, string name) => string.Equals(parameter.Name, "d" + name, StringComparison.OrdinalIgnoreCase);

    private static bool IsSpan(ITypeSymbol type, string name, SpecialType element) =>
        type is INamedTypeSymbol { Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } span
        && span.Name == name && span.TypeArguments[0].SpecialType == element;

    private string Explain(IParameterSymbol parameter)
    {
        var known = _text.Expected(result);
        return known.TryGetValue(parameter.Name, out var expected)
            ? $"has the parameter '{_text.Of(parameter.Type)} {parameter.Name}': here it is '{expected}'"
            : $"has the parameter '{parameter.Name}', which stands for nothing.{NearNames.Hint(parameter.Name, known.Keys)} Parameters are bound by name: {string.Join(", ", known.Values)}";
    }

    private BoundMethod? Refuse(string problem)
    {
        issues.Report(DiagnosticIds.OpMethod, method.Locations[0], method.Name, problem);
        return null;
    }
}
