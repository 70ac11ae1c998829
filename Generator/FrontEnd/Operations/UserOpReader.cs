using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>Reads a method with <c>[Op]</c> and the methods beside it, from source or from another assembly.</summary>
internal sealed class UserOpReader(IMethodSymbol method, Compilation compilation, Issues issues)
{
    private readonly UserOpText _text = new(method);

    public static bool IsOperation(IMethodSymbol method) => (method.PartialDefinitionPart ?? method).FindAttribute(KnownNames.Op) is not null;

    /// <summary>The operation; null if something is wrong, which is reported.</summary>
    public UserOp? Read()
    {
        if (Problem() is { } problem)
        {
            issues.Report(DiagnosticIds.OpDeclaration, method.Locations[0], method.Name, problem);
            return null;
        }

        if (issues.HasErrors || ReadForward() is not { } forward || !ReadGradient(forward, out var gradient) || !ReadShapeRule(out var rule))
            return null;
        var declared = method.GetReturnTypeAttributes().FirstOrDefault(attribute => attribute.AttributeClass.IsNetGen(KnownNames.Shape));
        Shape? result = declared is null ? null : InputReader.ReadSizes("the result", declared, ElementType.Float, issues)?.Shape;
        if (declared is not null && rule is not null)
            issues.Report(DiagnosticIds.OpMethod, rule.Method.Locations[0], rule.Method.Name, "is there beside [return: Shape]: keep one of them");
        return issues.HasErrors ? null : new UserOp(method, forward, gradient, rule, result);
    }

    private string? Problem()
    {
        if (!method.IsStatic)
            return "is not static: its result may depend on nothing but its arguments";
        if (method.IsGenericMethod || Containing().Any(type => type.Arity > 0))
            return "is generic, or in a generic type: write it for float";
        if (Containing().Any(type => type.IsFileLocal))
            return "is in a file-local type, which generated code cannot call: make it internal";
        if (!method.ReturnType.IsTensor())
            return $"returns {_text.Of(method.ReturnType)}: return one Tensor";
        if (!method.DeclaringSyntaxReferences.IsEmpty && !LayerReader.IsDefinition(method))
            return "has a body, which is generated: declare it partial, and end it with a semicolon";
        if (method.Parameters.FirstOrDefault(parameter => !IsPossible(parameter)) is { } wrong)
            return $"has the parameter '{wrong.Name}': it takes Tensors and constants of type int, float, double or bool, without modifiers";
        if (!method.Parameters.Any(parameter => parameter.Type.IsTensor()))
            return "takes no Tensor: what has no operand is a constant";
        return method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().First(IsOperation).Equals(method, SymbolEqualityComparer.Default)
            ? null
            : "is there twice: methods over spans belong to one operation, so give the second another name";
    }

    private static bool IsPossible(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, IsParams: false }
        && (parameter.Type.IsTensor() || parameter.Type.TypeKind == TypeKind.Error
            || parameter.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Boolean);

    private IEnumerable<INamedTypeSymbol> Containing()
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            yield return type;
    }

    private BoundMethod? ReadForward()
    {
        if (Find(method.Name) is { } found)
            return Binder(found, _text.Result).Forward();
        if (!issues.HasErrors)
            issues.Report(DiagnosticIds.OpForwardMissing, method.Locations[0], method.Name, _text.Forward());
        return null;
    }

    private bool ReadGradient(BoundMethod forward, out BoundMethod? gradient)
    {
        gradient = null;
        if (!IsDifferentiable())
            return true;
        var result = forward.Method.Parameters[forward.Roles.ToList().FindIndex(role => role.Kind == RoleKind.Result)].Name;
        if (Find(method.Name + UserOpText.GradientSuffix) is { } found)
            return (gradient = Binder(found, result).Gradient(forward)) is not null;
        if (!issues.HasErrors)
            issues.Report(DiagnosticIds.OpGradientMissing, method.Locations[0], method.Name, _text.Gradient(forward, result));
        return false;
    }

    private bool ReadShapeRule(out BoundMethod? rule)
    {
        rule = null;
        return Find(method.Name + UserOpText.ShapeSuffix) is { } found ? (rule = Binder(found, "").ShapeRule()) is not null : !issues.HasErrors;
    }

    private bool IsDifferentiable() =>
        method.FindAttribute(KnownNames.Op)!.NamedArguments.FirstOrDefault(argument => argument.Key == "Differentiable").Value.Value is not false;

    private UserOpBinder Binder(IMethodSymbol found, string result) => new(method, found, result, compilation, issues);

    /// <summary>The method of this name that is no definition; null if there is none, or several, which is reported.</summary>
    private IMethodSymbol? Find(string name)
    {
        var found = method.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
            .Where(candidate => candidate.MethodKind == MethodKind.Ordinary && !candidate.ReturnType.IsTensor() && candidate.Parameters.All(parameter => !parameter.Type.IsTensor()))
            .ToArray();
        if (found.Length > 1)
            issues.Report(DiagnosticIds.OpMethod, found[1].Locations[0], name, $"is there {Ops.Literals.Print(found.Length)} times: keep the one that belongs to operation '{method.Name}'");
        return found.Length == 1 ? found[0] : null;
    }
}
