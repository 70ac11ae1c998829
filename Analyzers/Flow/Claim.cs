using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Analyzers.Flow;

/// <summary>Memory whose content must stay.</summary>
/// <param name="Element">The type of its elements; null for an object with memory of any type.</param>
/// <param name="Value">The expression that means it.</param>
internal readonly record struct Content(Roots Roots, ITypeSymbol? Element, Value? Value);

/// <summary>A network whose parameters must stay.</summary>
internal readonly record struct Instance(ITypeSymbol? Type, Roots Roots);

/// <summary>That some values, the memory behind them and the parameters of some networks are the same at two points of a method.</summary>
internal sealed class Claim
{
    private Claim(IEnumerable<Value> values, ImmutableArray<Content> contents, ImmutableArray<Instance> networks, bool holdsTrainers, bool holdsAnyMember)
    {
        (Contents, Networks, HoldsTrainers, HoldsAnyMember) = (contents, networks, holdsTrainers, holdsAnyMember);
        foreach (var value in values.SelectMany(v => v.Nodes))
        {
            if (value.Kind == ValueKind.Variable)
                Variables.Add(value.Symbol!);
            else if (value.Kind == ValueKind.Member && value.Symbol is not (IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } or IPropertySymbol { SetMethod: null or { IsInitOnly: true } }))
                Members.Add(value.Symbol!);
        }
    }

    /// <summary>Everything that code of some other method can see: what does not end this claim changes nothing outside itself.</summary>
    public static Claim Everything { get; } =
        new([], [new Content(Roots.External, null, null)], [new Instance(null, Roots.External)], holdsTrainers: true, holdsAnyMember: true);

    /// <summary>Variables that must not be assigned.</summary>
    public HashSet<ISymbol> Variables { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Fields and properties that could be assigned.</summary>
    public HashSet<ISymbol> Members { get; } = new(SymbolEqualityComparer.Default);

    public ImmutableArray<Content> Contents { get; }

    public ImmutableArray<Instance> Networks { get; }

    /// <summary>Whether the settings of trainers must stay too.</summary>
    public bool HoldsTrainers { get; }

    /// <summary>Whether no field or property may be assigned at all.</summary>
    public bool HoldsAnyMember { get; }

    /// <param name="network">The network.</param>
    /// <param name="data">Values whose memory must stay.</param>
    /// <param name="others">Values that must stay as they are.</param>
    public static Claim On(Memory memory, Value? network, IEnumerable<Value> data, IEnumerable<Value> others, bool holdsTrainers = false)
    {
        var contents = data.SelectMany(v => v.Nodes).Where(v => v.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String } || Framework.IsBuffer(v.Type))
            .Where(v => v.Kind is not ValueKind.This)
            .Select(v => new Content(memory.Of(v), Framework.ElementType(v.Type), v));
        var networks = network is null ? [] : ImmutableArray.Create(new Instance(network.Type, memory.Of(network)));
        return new Claim(data.Concat(others).Concat(network is null ? [] : [network]), [.. contents], networks, holdsTrainers, holdsAnyMember: false);
    }

    /// <summary>The same claim, but some variables may change.</summary>
    public Claim Without(IEnumerable<ISymbol> variables)
    {
        var result = new Claim([], Contents, Networks, HoldsTrainers, HoldsAnyMember);
        result.Variables.UnionWith(Variables.Except(variables, SymbolEqualityComparer.Default));
        result.Members.UnionWith(Members);
        return result;
    }
}
