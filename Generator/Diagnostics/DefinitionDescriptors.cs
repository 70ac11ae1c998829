using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Diagnostics.Descriptor;

namespace NetGen.Generator.Diagnostics;

/// <summary>NG0xxx: the definition language and the shape of the class.</summary>
internal static class DefinitionDescriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Error(DiagnosticIds.NotPartial, "A network must be partial",
            "'{0}' is a [Network] but not partial, so nothing can be generated into it: add the modifier 'partial'"),
        Error(DiagnosticIds.Generic, "A network cannot be generic",
            "Network '{0}' cannot be compiled, because '{1}' is generic and sizes must be known at build: remove the type parameters"),
        Error(DiagnosticIds.ContainingTypeNotPartial, "The type around a network must be partial",
            "Network '{0}' is nested in '{1}', which is not partial: add the modifier 'partial' to '{1}', or move the network out"),
        Error(DiagnosticIds.UnsupportedClass, "This kind of type cannot be a network",
            "Network '{0}' cannot be {1}: {2}"),
        Error(DiagnosticIds.NoDefinition, "A network needs a definition",
            "Network '{0}' defines nothing: mark a method with [Forward], or list layers on the class as in [Network, Input(784), Dense(10), CrossEntropy]"),
        Error(DiagnosticIds.SeveralDefinitions, "A network has one definition",
            "Network '{0}' has more than one {1}: keep one; {2}"),
        Error(DiagnosticIds.ReservedMember, "The name of a member is taken",
            "Network '{0}' gets a generated member '{1}': give the one that it declares or inherits another name"),
        Error(DiagnosticIds.LanguageVersion, "The C# version is too old",
            "Generated networks need C# {1} or later, but this project is compiled as C# {0}: raise <LangVersion>"),
        Error(DiagnosticIds.RuntimeMissing, "The NetGen runtime does not fit the compiler",
            "The referenced NetGen assembly has no type '{0}': refer to the version of NetGen that belongs to this generator"),
        Error(DiagnosticIds.LayerSignature, "A layer method has the wrong form",
            "Layer method '{0}' {1}: write it as 'private partial Tensor {0}(Tensor x);', or with a leading 'int index' for a family of layers"),
        Error(DiagnosticIds.NoLayerAttribute, "A layer method has no layer",
            "Partial method '{0}' has no layer attribute: put at least one on it, for instance [Dense(50, Relu)], or give it a body"),
        Error(DiagnosticIds.DuplicateLayer, "Two layers have one name",
            "There is more than one layer method '{0}', and parameters are named after their layer: rename one"),
        Error(DiagnosticIds.DefinitionSignature, "A definition method has the wrong form",
            "Method '{0}' {1}"),
        Error(DiagnosticIds.InputShape, "An input needs a shape",
            "'{0}' {1}: give the sizes of one row, without the batch, as in [Shape(67)] or [Shape(10, 4)]"),
        Error(DiagnosticIds.UnboundParameter, "A parameter is bound to nothing",
            "Parameter '{0}' of '{1}' names no output, value or input of the network; there are {2}.{3} A target has [Shape(…)] or [Label]"),
        Error(DiagnosticIds.AmbiguousName, "A name means more than one value",
            "'{0}' is ambiguous: it could be {1}; rename one of them"),
        Error(DiagnosticIds.UnsupportedSyntax, "A definition cannot contain this",
            "A definition cannot contain {0}: {1}"),
        Error(DiagnosticIds.NotConstant, "A value must be known at build",
            "{0} must be known at build, but {1}"),
        Error(DiagnosticIds.DataDependentChoice, "Choices that depend on data are not available yet",
            "{0} depends on the data of each row, which this version of netgen cannot route yet: use Where(mask, a, b), which computes both sides"),
        Error(DiagnosticIds.UnrollLimit, "A definition unrolls too far",
            "{0} goes past {1}: definitions are unrolled at build; use fewer steps"),
        Error(DiagnosticIds.RecursionLimit, "A definition recurses too deeply",
            "Inlining '{0}' goes deeper than {1} calls: recursion must end on constants known at build"),
        Error(DiagnosticIds.ForeignCall, "A method cannot be traced",
            "'{0}' cannot be called in a definition, because {1}: call layers, functions of NetGen.Ops, or helper methods with their source in this project"),
        Error(DiagnosticIds.WrongCount, "The number of values does not fit",
            "{0}: expected {1}, but there are {2}"),
        Error(DiagnosticIds.ConstantFailed, "A constant expression has no value",
            "This cannot be computed at build: {0}"),
        Error(DiagnosticIds.UnqualifiedActivation, "An activation must be qualified here",
            "On a class, '{0}' means the function of NetGen.Ops, because both are imported: write Activation.{0}"),
        Error(DiagnosticIds.ListForm, "A list of layers has the wrong form",
            "{0}: a list is [Network, Input(sizes), layers…, loss]"),
        Error(DiagnosticIds.Output, "An output cannot be used",
            "Output '{0}' {1}"),
        Error(DiagnosticIds.MetricAsValue, "A metric of a whole data set is used as a value",
            "'{0}' is only finished over a whole data set: return it from a [Metric] method as it is"),
    ];
}
