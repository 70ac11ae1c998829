using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Diagnostics.Descriptor;

namespace NetGen.Generator.Diagnostics;

/// <summary>NG0070–NG0079 and NG1070–NG1079: operations that users write.</summary>
internal static class OperationDescriptors
{
    /// <summary>What is wrong with the methods of an operation, wherever it is used.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Declaration { get; } =
    [
        Error(DiagnosticIds.OpDeclaration, "An operation has the wrong form",
            "Operation '{0}' {1}"),
        Error(DiagnosticIds.OpForwardMissing, "An operation computes nothing",
            "Operation '{0}' has no method that computes it: write '{1}'"),
        Error(DiagnosticIds.OpMethod, "A method of an operation has the wrong form",
            "'{0}' {1}"),
        Error(DiagnosticIds.OpGradientMissing, "An operation has no gradient",
            "Operation '{0}' has no gradient: write '{1}', or declare it [Op(Differentiable = false)]"),
    ];

    /// <summary>What is wrong where an operation is used.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Use { get; } =
    [
        Error(DiagnosticIds.OpShape, "The shape of an operation's result is not known",
            "The shape that operation '{0}' gives is not known here: {1}"),
        Error(DiagnosticIds.ForeignOp, "An operation of another assembly cannot be used",
            "Operation '{0}' of assembly '{1}' cannot be used here: {2}"),
        Error(DiagnosticIds.OpOperand, "An operand does not fit its operation",
            "Operand '{0}' of operation '{1}' is declared as {2}, but this is {3}"),
        Warning(DiagnosticIds.OpStopsGradient, "An operation has no gradient for an operand that is trained",
            "Operation '{0}' has no gradient for '{1}', so what lies before it is not trained through this call: give '{2}' a 'Span<float> d{1}', or pass StopGradient(…) to say that this is meant"),
    ];
}
