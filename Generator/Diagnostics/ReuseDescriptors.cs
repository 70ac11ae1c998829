using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Diagnostics.Descriptor;

namespace NetGen.Generator.Diagnostics;

/// <summary>NG0050–NG0069: networks that are layers of others.</summary>
internal static class ReuseDescriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Error(DiagnosticIds.NotANetwork, "Only a network can be reused",
            "'{0}' is no network: give the class [Network], or name one that has it"),
        Error(DiagnosticIds.ReuseCycle, "A network is made of itself",
            "Network '{0}' cannot have this layer, whose definition leads back to it: {1}; let one of them do without the other, or take a part of the own network with [Clone]"),
        Error(DiagnosticIds.PartSignature, "A layer method does not fit its network",
            "Layer method '{0}' {1}: give it a Tensor for each input, in order, and a Tensor or a tuple of Tensors for the outputs"),
        Error(DiagnosticIds.UnknownNode, "A network has no such value",
            "Network '{0}' has no value '{1}'.{2} Its values are its inputs, layers, locals, outputs and parameters; Graph.Names lists them"),
        Error(DiagnosticIds.OutputIndependent, "An output does not depend on the inputs",
            "Output '{0}' of this part of '{1}' depends on none of its inputs, {2}: name a value that lies behind one of them"),
        Error(DiagnosticIds.UnusedPartInput, "An input leads to no output",
            "No output of this part of '{1}', {2}, depends on its input '{0}': leave the input out, or name an output behind it"),
        Error(DiagnosticIds.PartNotCutOff, "The inputs do not cut the part off",
            "This part of '{0}' also needs '{1}', which is neither a parameter nor among its inputs, {2}: add '{1}' to Inputs, or a value that lies between it and the outputs"),
        Error(DiagnosticIds.PartShape, "A value does not fit in the place of another",
            "'{0}' of '{1}' is {2}, but '{3}' gives {4} in its place: pass a value of the same type"),
        Error(DiagnosticIds.UnknownParameter, "A pattern matches no parameter",
            "No parameter of this part of '{0}' matches '{1}'.{2} Names are as in its Parameters; * is any text, ? any character"),
        Error(DiagnosticIds.ParameterModes, "A parameter of a clone is two things at once",
            "Parameter '{0}' of '{1}' is listed as {2} and as {3}: list it once"),
        Error(DiagnosticIds.NotYetDefined, "A part is cloned before it is defined",
            "'{1}' of '{0}' is computed only after layer '{2}' is applied, perhaps from it: apply the layer behind what it clones"),
        Error(DiagnosticIds.SourceName, "The source of a clone has an unusable name",
            "'{0}' cannot be the source's name, because it {1}: give another one as Source"),
        Error(DiagnosticIds.ForeignGraph, "A network of another assembly cannot be read",
            "Network '{0}' of assembly '{1}' cannot be reused: {2}"),
    ];
}
