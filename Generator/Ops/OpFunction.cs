using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The C# type of a parameter of a function in <c>NetGen.Ops</c> or of a layer attribute.</summary>
internal enum ParameterKind
{
    Tensor,

    /// <summary><c>params Tensor[]</c></summary>
    Tensors,
    Float,
    Integer,

    /// <summary><c>params int[]</c></summary>
    Integers,
    Boolean,
    Activation,

    /// <summary>A member of <c>NetGen.Init</c>, only on layer attributes.</summary>
    Initializer,

    /// <summary>A member of another enum of NetGen, that of the default, only on layer attributes.</summary>
    Choice,
}

/// <summary>One parameter: its name and documentation in the public surface, and its default as C# text (null if it must be
/// given).</summary>
internal sealed record FunctionParameter(ParameterKind Kind, string Name, string Documentation, string? Default = null)
{
    /// <summary>The enum of a <see cref="ParameterKind.Choice"/>.</summary>
    public string ChoiceType => Default!.Substring(0, Default.LastIndexOf('.'));
}

/// <summary>
/// A function that users call in definitions as <c>Ops.Name(…)</c>. Its file declares the public signature and documentation, from which
/// <c>Runtime.Surface</c> writes the method into Runtime, and says how a call becomes nodes. Found by reflection: there is no list to add
/// to.
/// </summary>
internal abstract class OpFunction
{
    public abstract string Name { get; }

    /// <summary>How summaries and pictures of a network call it: <c>ReLU</c>.</summary>
    public virtual string Label => Name;

    /// <summary>One sentence for the XML documentation and the op table.</summary>
    public abstract string Summary { get; }

    /// <summary>The formula, and the paper or page that it comes from if there is one.</summary>
    public abstract string Formula { get; }

    public abstract IReadOnlyList<FunctionParameter> Parameters { get; }

    /// <summary>How many tensors the call returns; more than one is <c>Tensor[]</c>, to be deconstructed or indexed. Null: depends on the
    /// arguments, <c>Tensor[]</c>.</summary>
    public virtual int? ResultCount => 1;

    /// <summary>What the call gives in C#: an <c>int</c> is a position that differs from row to row.</summary>
    public virtual string ResultType => ResultCount == 1 ? "Tensor" : "Tensor[]";

    /// <summary>For a position: how many there are, so that a choice by it can be complete; null for other results.</summary>
    public virtual int? Classes(FunctionArguments arguments) => null;

    /// <summary>Why a call does nothing with these arguments: <c>a rate of 0 drops nothing</c>; null if it does something.</summary>
    public virtual string? NoEffect(FunctionArguments arguments) => null;

    /// <summary>The stable number of this function in the <c>Activation</c> enum (only functions of one tensor, without further required
    /// parameters); null if it is not one.</summary>
    public virtual int? ActivationNumber => null;

    /// <summary>How the kernel of a layer with this activation starts unless its user says: the member of <c>Init</c> with which the
    /// variance of the signal stays from layer to layer.</summary>
    public virtual string KernelStart => "GlorotUniform";

    /// <summary>Whether a class-level list may end in <c>[Name]</c> as its loss: the function's parameters are then (output,
    /// target).</summary>
    public virtual bool IsLoss => false;

    /// <summary>Whether the target of a loss in a class-level list is a class label, so that accuracy is reported too.</summary>
    public virtual bool TakesLabels => false;

    /// <summary>How a metric made by this function is brought from per-row values to one number over a data set: the name of a
    /// member of <c>MetricKind</c> in Runtime.</summary>
    public virtual string MetricKind => "Mean";

    /// <summary>Whether more is better of a metric made by this function; null where only its user knows.</summary>
    public virtual bool? HigherIsBetter => null;

    /// <summary>The result for these arguments. Tensors are nodes; the rest are C# values of the parameters' kinds.</summary>
    /// <exception cref="Diagnostics.DefinitionException">The arguments do not fit.</exception>
    public IReadOnlyList<Node> Call(GraphBuilder builder, FunctionArguments arguments) =>
        Diagnostics.DefinitionException.In(Name, () => Build(builder, arguments));

    /// <inheritdoc cref="Call"/>
    public abstract IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments);
}

/// <summary>The arguments of one call, by position of the function's parameters; defaults are filled in.</summary>
internal sealed class FunctionArguments(IReadOnlyList<object> values)
{
    public Node Tensor(int index) => (Node)values[index];

    public IReadOnlyList<Node> Tensors(int index) => (IReadOnlyList<Node>)values[index];

    public float Float(int index) => (float)values[index];

    public int Integer(int index) => (int)values[index];

    public IReadOnlyList<int> Integers(int index) => (IReadOnlyList<int>)values[index];

    public bool Boolean(int index) => (bool)values[index];
}
