using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>A layer method as the user declared it.</summary>
/// <param name="Name">The method's name: the layer's.</param>
/// <param name="IsFamily">Whether it takes an index.</param>
/// <param name="IsValid">False if something about it was reported; calls are poison then.</param>
internal sealed record LayerMethod(
    string Name, string Signature, bool IsFamily, ImmutableArray<LayerStage> Stages, Location Location, bool IsValid)
{
    /// <summary>What else the method takes and gives, if it is a recurrent layer with more than its sequence and output.</summary>
    public RecurrentForm? Recurrence { get; init; }

    /// <summary>How many rows each layer of a family takes; null for any number.</summary>
    public ExpertCapacity? Capacity { get; init; }

    /// <summary>The names of the tensors that it takes behind its input.</summary>
    public ImmutableArray<string> Further { get; init; } = [];

    /// <summary>The indices with which a family was called.</summary>
    public SortedSet<int> IndexValues { get; } = [];

    /// <summary>The name of one stage: <c>Trunk</c>, <c>Trunk.0</c> if there are several, <c>Block[2].1</c> in a family.</summary>
    public string StageName(int stage, int? index)
    {
        var name = index is { } i ? $"{Name}[{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}]" : Name;
        return Stages.Length == 1 ? name : $"{name}.{stage.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    public LayerMethodSpec ToSpec() => new(
        Name, Signature, new([.. Stages.Select(stage => stage.Layer.Describe(stage.Arguments))]), new([.. IndexValues]));
}

/// <summary>One layer attribute.</summary>
internal sealed record LayerStage(Layer Layer, LayerArguments Arguments, Location Location)
{
    /// <summary>Whether its parameters are never trained.</summary>
    public bool IsFrozen { get; init; }
}
