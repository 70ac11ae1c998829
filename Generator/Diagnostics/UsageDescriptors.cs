using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Diagnostics.Descriptor;

namespace NetGen.Generator.Diagnostics;

/// <summary>NG2xxx and NG4xxx at calls of a generated network, and in its project: evaluation that is repeated, what cannot work, and what slows all of it.</summary>
internal static class UsageDescriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Warning(DiagnosticIds.SharedPart, "Two networks compute the same part",
            "'{0}' computes {1} again, which '{2}' in {3} has computed from the same input and parameters: make one network with the outputs of '{4}' and '{5}', which computes it once"),
        Warning(DiagnosticIds.SeparateGradients, "Gradients are computed one at a time",
            "'{0}' goes through the same forward and backward pass {1}: ask for all gradients in one call"),
        Warning(DiagnosticIds.EvaluationBeforeStep, "A step computes this anyway",
            "'{0}' computes what '{1}' in {2} computes again on the same data: {3}"),
        Warning(DiagnosticIds.RepeatedCall, "A network is evaluated again with nothing changed",
            "'{0}' computes {1}: {2}"),
        Warning(DiagnosticIds.FrozenNetworkInTraining, "A network that does not change is evaluated again in each epoch",
            "'{0}' gives the same in every iteration of the loop in {1}, which trains another network: compute it once before the loop and keep it"),
        Warning(DiagnosticIds.UndisposedTrainer, "A trainer is not disposed of",
            "{0} holds gradients and optimizer state outside the garbage collector's reach and is never disposed of: declare it with 'using'"),
        Warning(DiagnosticIds.SizeDoesNotFit, "A span of this length cannot fit",
            "'{0}' {1}: every call would throw an ArgumentException"),
        Warning(DiagnosticIds.OverlappingSpans, "An output overwrites what the call reads or writes",
            "Output '{0}' shares its memory with '{1}', and the network would read or lose what it has overwritten: give each its own memory"),
        Warning(DiagnosticIds.TrainerPerStep, "A trainer is made for each step",
            "'{0}' is made anew in every iteration of the loop in {1}, so that its optimizer starts from nothing at each step: make it in front of the loop"),
        Warning(DiagnosticIds.UnstatedInstructionSet, "Compiled ahead of time for processors without AVX",
            "PublishAot without IlcInstructionSet compiles for processors without AVX, where networks take two to four times as long: set it to x86-64-v3 (AVX2), native (the machine that compiles) or base (any x64)"),
    ];
}
