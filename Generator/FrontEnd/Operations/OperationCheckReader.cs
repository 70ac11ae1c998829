using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Emit;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds out how the gradient of an operation is checked.</summary>
internal sealed class OperationCheckReader
{
    private readonly UserOp _operation;
    private readonly UniqueNames _names;
    private readonly string[] _shapes;

    private OperationCheckReader(UserOp operation)
    {
        _operation = operation;
        _names = new UniqueNames([.. operation.Method.Parameters.Select(parameter => parameter.Name)]);
        _shapes = [.. operation.Tensors.Select(tensor => DeclaredShape(tensor) ?? _names.Take(tensor.Name + UserOpText.ShapeSuffix))];
    }

    /// <summary>Null if there is nothing to check, or no way: random integers mean nothing.</summary>
    public static OperationCheck? Read(UserOp operation)
    {
        var name = "Check" + operation.Name;
        return operation.Gradient is null || operation.Forward.Roles.Any(role => role.IsInteger) || operation.Method.Parameters.Any(parameter => parameter.Name == "options") || !operation.Method.ContainingType.GetMembers(name).All(IsGenerated)
            ? null
            : new OperationCheckReader(operation).Read(name);
    }

    private static bool IsGenerated(ISymbol member) => member.Locations.All(location => location.SourceTree?.IsGenerated() == true);

    private OperationCheck Read(string name)
    {
        var (operands, result, resultGradient, gradients) = (_names.Take("operands"), _names.Take("result"), _names.Take("resultGradient"), _names.Take("gradients"));
        var shapes = _operation.Tensors.Select((tensor, i) => (Parameter: _shapes[i], Operand: tensor.Name)).Where(shape => shape.Parameter[0] != '[').ToArray();
        var constants = _operation.Method.Parameters.Where(parameter => !parameter.Type.IsTensor()).ToArray();
        var parameters = shapes.Select(shape => $"int[] {shape.Parameter}").Concat(constants.Select(Declare)).Append($"global::NetGen.GradientCheckOptions? options = null");
        // A private check could be called by no test.
        var accessibility = _operation.Method.DeclaredAccessibility == Accessibility.Private ? "internal" : SyntaxFacts.GetText(_operation.Method.DeclaredAccessibility);
        var example = shapes.Select(_ => "[16]").Concat(constants.Where(constant => !constant.HasExplicitDefaultValue).Select(constant => constant.Name));
        return new OperationCheck(
            $"{accessibility} static global::NetGen.GradientReport {name}({string.Join(", ", parameters)})",
            $"{_operation.Method.ContainingType.Name}.{name}({string.Join(", ", example)}).ThrowIfWrong()",
            shapes.ToEquatableArray(),
            constants.Select(constant => constant.Name).ToEquatableArray(),
            _operation.Tensors.Select((tensor, i) => $"({CSharpLiterals.String(tensor.Name)}, {_shapes[i]}, {CSharpLiterals.Boolean(_operation.HasGradient(i))})").ToEquatableArray(),
            Result(),
            $"({operands}, {result}) => {Call(_operation.Forward, operands, result, resultGradient, gradients)}",
            $"({operands}, {result}, {resultGradient}, {gradients}) => {Call(_operation.Gradient!, operands, result, resultGradient, gradients)}");
    }

    private static string? DeclaredShape(IParameterSymbol tensor) =>
        tensor.FindAttribute(KnownNames.Shape) is { } attribute && InputReader.ReadSizes(tensor.Name, attribute, Graphs.ElementType.Float, new Issues()) is { } type
            ? CSharpLiterals.Integers(type.Shape.Sizes)
            : null;

    private static string Declare(IParameterSymbol constant)
    {
        var declaration = $"{constant.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {CSharpLiterals.Identifier(constant.Name)}";
        return constant.HasExplicitDefaultValue ? $"{declaration} = {Tracer.Literal(constant.ExplicitDefaultValue, constant.Type)}" : declaration;
    }

    private string Result()
    {
        if (_operation.ShapeRule is not { } rule)
            return _operation.Result is { } shape ? CSharpLiterals.Integers(shape.Sizes) : _shapes[0];
        var call = Call(rule, "", "", "", "");
        return rule.Method.ReturnType is IArrayTypeSymbol ? call : $"[{call}]";
    }

    private string Call(BoundMethod method, string operands, string result, string resultGradient, string gradients)
    {
        var arguments = method.Roles.Select(role => role.Kind switch
        {
            RoleKind.Operand => $"{operands}[{CSharpLiterals.Integer(role.Index)}]",
            RoleKind.Sizes => _shapes[role.Index],
            RoleKind.Constant => CSharpLiterals.Identifier(_operation.Method.Parameters[role.Index].Name),
            RoleKind.Result => result,
            RoleKind.ResultGradient => resultGradient,
            _ => $"{gradients}[{CSharpLiterals.Integer(role.Index)}]",
        });
        return $"{CSharpLiterals.Identifier(method.Method.Name)}({string.Join(", ", arguments)})";
    }
}
