using Microsoft.CodeAnalysis;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>A layer method that is another network, or a part of one.</summary>
/// <param name="Name">The method's name: the layer's.</param>
/// <param name="Signature">What the implementing part must repeat.</param>
/// <param name="IsFamily">Whether it takes an index.</param>
/// <param name="Source">The class of the other network.</param>
/// <param name="Inputs">The names that the attribute gives; null for all inputs of the network.</param>
/// <param name="Outputs">The names that the attribute gives; null for all outputs.</param>
/// <param name="Elements">The names of the tuple that it returns; empty if it returns one tensor, an empty text for an element without a name.</param>
/// <param name="TensorCount">The tensors that it takes.</param>
/// <param name="Mode">How the parameters of an instance are taken; null for parameters of its own.</param>
/// <param name="IsFrozen">Whether its own parameters are never trained.</param>
/// <param name="Location">The attribute.</param>
/// <param name="IsValid">False if something about it was reported; calls are poison then.</param>
internal sealed record PartMethod(
    string Name,
    string Signature,
    bool IsFamily,
    INamedTypeSymbol Source,
    EquatableArray<string>? Inputs,
    EquatableArray<string>? Outputs,
    EquatableArray<string> Elements,
    int TensorCount,
    CloneMode? Mode,
    bool IsFrozen,
    Location Location,
    bool IsValid)
{
    /// <summary>How many rows each layer of a family takes; null for any number.</summary>
    public ExpertCapacity? Capacity { get; init; }

    /// <summary>The indices with which a family was called.</summary>
    public SortedSet<int> IndexValues { get; } = [];

    /// <summary>Whether all of its parameters are frozen, so that it computes in training what it would predict.</summary>
    public bool IsConstant => IsFrozen || (Mode is { Default: ParameterMode.Constant } clone && clone.Patterns.All(pattern => pattern.Mode == ParameterMode.Constant));

    /// <summary>The number of tensors that it returns.</summary>
    public int ResultCount => Math.Max(1, Elements.Count);

    /// <summary>The name of a layer: <c>Encode</c>, <c>Encode[2]</c> in a family.</summary>
    public string LayerName(int? index) =>
        index is { } i ? $"{Name}[{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}]" : Name;

    /// <summary>Whether a parameter has its name from this layer.</summary>
    public bool IsNameOf(string parameter) =>
        parameter.StartsWith(Name + ".", StringComparison.Ordinal) || parameter.StartsWith(Name + "[", StringComparison.Ordinal);

    public LayerMethodSpec ToSpec() => new(Name, Signature, EquatableArray.Of(Description), new([.. IndexValues]));

    private string Description => Mode is null ? Source.Name : $"{Source.Name}, {Mode.Default.ToString().ToLowerInvariant()}";
}

/// <summary>How a clone has the parameters of its source.</summary>
/// <param name="Argument">The constructor's argument for the source; empty for the network that is being defined.</param>
/// <param name="Patterns">What is different for parameters that match a pattern.</param>
internal sealed record CloneMode(string Argument, ParameterMode Default, EquatableArray<ModePattern> Patterns);

/// <summary>How a clone has the parameters that match a pattern.</summary>
internal sealed record ModePattern(ParameterMode Mode, string Pattern);
