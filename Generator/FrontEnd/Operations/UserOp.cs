using Microsoft.CodeAnalysis;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>What a parameter of a method beside an operation stands for.</summary>
internal enum RoleKind
{
    /// <summary>An operand, by its number among the tensors.</summary>
    Operand,

    /// <summary>The sizes of an operand.</summary>
    Sizes,

    /// <summary>A constant, by its place in the declaration.</summary>
    Constant,
    Result,
    ResultGradient,

    /// <summary>The gradient with respect to an operand.</summary>
    OperandGradient,
}

/// <summary>What a parameter stands for.</summary>
/// <param name="IsInteger">Of an operand: whether it is read as integers.</param>
internal readonly record struct Role(RoleKind Kind, int Index = 0, bool IsInteger = false);

/// <summary>A method beside an operation, with what each of its parameters stands for.</summary>
internal sealed record BoundMethod(IMethodSymbol Method, IReadOnlyList<Role> Roles)
{
    /// <summary>The method as generated code calls it.</summary>
    public string FullName =>
        $"{Method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{Emit.CSharpLiterals.Identifier(Method.Name)}";
}

/// <summary>An operation that the user declared with <c>[Op]</c>.</summary>
/// <param name="Method">The declaration.</param>
/// <param name="Forward">What computes a row.</param>
/// <param name="Gradient">What computes the gradients of a row; null for an operation without.</param>
/// <param name="ShapeRule">What computes the shape of the result from those of the operands, or null.</param>
/// <param name="Result">The declared shape of the result, or null.</param>
internal sealed record UserOp(IMethodSymbol Method, BoundMethod Forward, BoundMethod? Gradient, BoundMethod? ShapeRule, Shape? Result)
{
    public string Name => Method.Name;

    /// <summary>Whether the shape is computed by a method that cannot be read, in another assembly.</summary>
    public bool IsShapeHidden { get; } = ShapeRule is null && Method.FindAttribute(KnownNames.OpShapeRule) is not null;

    /// <summary>The parameters that are tensors.</summary>
    public IReadOnlyList<IParameterSymbol> Tensors { get; } = [.. Method.Parameters.Where(parameter => parameter.Type.IsTensor())];

    /// <summary>Whether the operand is read as integers.</summary>
    public bool TakesIntegers(int tensor) => Forward.Roles.Contains(new Role(RoleKind.Operand, tensor, IsInteger: true));

    public bool HasGradient(int tensor) => Gradient?.Roles.Contains(new Role(RoleKind.OperandGradient, tensor)) == true;
}
