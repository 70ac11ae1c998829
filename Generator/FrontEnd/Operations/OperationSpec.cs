using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.FrontEnd;

/// <summary>An operation of the user as far as the other part of its class needs it. Compared by value.</summary>
/// <param name="Class">Where the generated part goes.</param>
/// <param name="Name">The operation.</param>
/// <param name="Signature">What the implementing part must repeat.</param>
/// <param name="IsDocumented">Whether the user documented it.</param>
/// <param name="HasShapeRule">Whether a method computes the shape of its result.</param>
/// <param name="Check">How its gradient is checked; null for an operation without one, and for one that is wrong.</param>
internal sealed record OperationSpec(ClassSpec Class, string Name, string Signature, bool IsDocumented, bool HasShapeRule, OperationCheck? Check);

/// <summary>The generated check of an operation, in C#.</summary>
/// <param name="Declaration"><c>public static … CheckBump(int[] xShape, float width, … options = null)</c></param>
/// <param name="Call">How a test calls it.</param>
/// <param name="Shapes">The parameters that are sizes of operands, with the operands' names.</param>
/// <param name="Constants">The parameters that are constants.</param>
/// <param name="Operands">Name, sizes and whether there is a gradient, of each operand.</param>
/// <param name="Result">The sizes of the result.</param>
/// <param name="Forward">A lambda that calls the forward method.</param>
/// <param name="Gradient">A lambda that calls the gradient.</param>
internal sealed record OperationCheck(
    string Declaration,
    string Call,
    EquatableArray<(string Parameter, string Operand)> Shapes,
    EquatableArray<string> Constants,
    EquatableArray<string> Operands,
    string Result,
    string Forward,
    string Gradient);
