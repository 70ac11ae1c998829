using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Everything the compiler knows about a network: the model of the incremental pipeline. Compared by value; holds no symbol,
/// syntax, location or compilation.</summary>
/// <param name="Class">Where the generated part goes.</param>
/// <param name="Graph">The definition as one value-numbered graph: forward, loss and metrics, before any pass. Its results have the roles
/// Output, Loss (one value a row, at most one) and Metric; its names are what users called values.</param>
/// <param name="Inputs">Inputs in the order of the definition's parameters, then targets in order of appearance.</param>
/// <param name="Parameters">Tensors that belong to the network, in the order of the layout: those that are trained first, otherwise in order of first use.</param>
/// <param name="Sources">The networks that the constructor takes.</param>
/// <param name="LayerMethods">The partial methods to implement.</param>
/// <param name="Applications">Each application of a layer, for pictures, documentation and messages.</param>
/// <param name="Functions">Each call of a function that gave a value of its own, for pictures.</param>
/// <param name="ActivationAliases">Members of <c>Activation</c> that the class's layer attributes name without qualification while a function of the
/// same name is in scope: the generated part declares constants of these names so that the attributes bind.</param>
/// <param name="IsValid">False if anything was wrong: signatures with throwing bodies are emitted then, and <paramref name="Graph"/> may be incomplete.</param>
internal sealed record NetworkSpec(
    ClassSpec Class,
    Graph Graph,
    EquatableArray<InputSpec> Inputs,
    EquatableArray<ParameterSpec> Parameters,
    EquatableArray<SourceSpec> Sources,
    EquatableArray<LayerMethodSpec> LayerMethods,
    EquatableArray<LayerApplication> Applications,
    EquatableArray<FunctionApplication> Functions,
    EquatableArray<MetricSpec> Metrics,
    EquatableArray<string> ActivationAliases,
    bool IsValid)
{
    /// <summary>The first error of an invalid network, with its id, for what its members throw; null where C# or another class has it.</summary>
    public string? Fault { get; init; }
}

/// <summary>The class that the user wrote, as far as another part of it must repeat it.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">Declarations to reopen, outermost first, each as <c>public partial class Outer</c> without attributes.</param>
/// <param name="Declaration">The class itself likewise: <c>public sealed partial class RidershipModel</c>.</param>
/// <param name="Name">The simple name.</param>
/// <param name="Accessibility"><c>public</c>, <c>internal</c>, … of the class; what is generated is public within it.</param>
/// <param name="HintName">Unique and stable: full metadata name, arity and nesting included.</param>
internal sealed record ClassSpec(
    string Namespace, EquatableArray<string> ContainingTypes, string Declaration, string Name, string Accessibility, string HintName)
{
    /// <summary>Whether generated members would be errors of C# themselves, behind which a build hides what is wrong: only layer methods are written.</summary>
    public bool TakesNoMembers { get; init; }
}

/// <summary>A network whose parameters a network shares or copies: an argument of its constructor.</summary>
/// <param name="Argument">The argument's name.</param>
/// <param name="Type">The class, fully qualified: <c>global::Demo.Acoustic</c>.</param>
/// <param name="IsHidden">Whether the class can be seen from fewer places than the network, so that the constructor cannot be public.</param>
internal sealed record SourceSpec(string Argument, string Type, bool IsHidden);

/// <summary>An input or a target: name, element type, shape of a sample. Its node is the <c>Input</c> op of that name.</summary>
internal sealed record InputSpec(string Name, TensorType Type, bool IsTarget);

/// <summary>A metric: the name of its method, the kind that finishes it, the number of values a row, and whether more is better (null if unknown).</summary>
internal sealed record MetricSpec(string Name, string Kind, int Columns, bool? HigherIsBetter = null);

/// <summary>A partial layer method: what its implementing part must repeat.</summary>
/// <param name="Signature">Modifiers, return type, name and parameters, fully qualified: <c>private partial global::NetGen.Tensor Trunk(global::NetGen.Tensor x)</c>.</param>
/// <param name="Stages">The attribute list, each as its layer describes it.</param>
/// <param name="IndexValues">For an indexed family, the indices used, ascending; empty otherwise.</param>
internal sealed record LayerMethodSpec(string Name, string Signature, EquatableArray<string> Stages, EquatableArray<int> IndexValues);

/// <summary>One layer applied to one value: <c>Trunk.0</c> with its description, value in, value out, parameters used. Applying it to the
/// same value again is the same application.</summary>
/// <param name="Layer">The name: method, index of a family in brackets, number of the stage if there are several: <c>Block[2].1</c>.</param>
/// <param name="Calls">How often the definition wrote it.</param>
internal sealed record LayerApplication(
    string Layer, string Description, int Input, int Output, EquatableArray<string> Parameters, int Calls);

/// <summary>A function of <c>Ops</c> applied to values: its label, values in, value out. What lies between is how the function is composed.</summary>
internal sealed record FunctionApplication(string Label, EquatableArray<int> Inputs, int Output);
