using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.Flow;

/// <summary>A network object of a method, and the objects that it was made from, as far as the code shows them.</summary>
internal sealed class NetworkInstance
{
    private readonly Dictionary<string, Value> _sources = new(StringComparer.Ordinal);

    private NetworkInstance(SourceNetwork network, Value value) => (Network, Value) = (network, value);

    public SourceNetwork Network { get; }

    public Value Value { get; }

    /// <summary>Null if it is not certain that the expression always means the same network.</summary>
    public static NetworkInstance? Of(Value value, Body body)
    {
        if (value.Type is not INamedTypeSymbol type || !IsFixed(value, body.Variables) || SourceNetworks.Read(type, body.Symbols.Compilation, CancellationToken.None) is not { } network)
            return null;
        var result = new NetworkInstance(network, value);
        if (network.Sources.Count > 0)
            result.ReadSources(body);
        return result;
    }

    /// <summary>The object and the name there of a parameter; null if it comes from an object that is not seen.</summary>
    public (Value Owner, string Name)? OwnerOf(ParameterSpec parameter)
    {
        if (parameter.Origin is not { Mode: not ParameterMode.Learnable, IsOfThisNetwork: false } origin)
            return (Value, parameter.Name);
        return _sources.TryGetValue(origin.Source, out var source) ? (source, origin.Name) : null;
    }

    private void ReadSources(Body body)
    {
        var (creation, variables) = CreationOf(body);
        if (creation is null)
            return;
        var reader = new ValueReader(variables);
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { } parameter && reader.Read(argument.Value) is { } value && IsFixed(value, variables))
                _sources[parameter.Name] = value;
        }
    }

    /// <summary>Where the object is made, with the variables of that method: for a local this method, for a read-only field the constructor.</summary>
    private (IObjectCreationOperation? Creation, Variables Variables) CreationOf(Body body)
    {
        if (Value.Symbol is ILocalSymbol local)
            return (body.Variables.OnlyValue(local) as IObjectCreationOperation, body.Variables);
        if (Value.Kind != ValueKind.Member || ReadOnlyMembers.OnlyValue(Value.Symbol!, body.Symbols.Compilation) is not { } assigned)
            return (null, body.Variables);
        var root = assigned;
        while (root.Parent is { } parent)
            root = parent;
        return (assigned as IObjectCreationOperation, new Variables([root]));
    }

    private static bool IsFixed(Value value, Variables variables) => value switch
    {
        { Kind: ValueKind.Variable, Symbol: ILocalSymbol local } => variables.OnlyValue(local) is not null,
        { Kind: ValueKind.Variable, Symbol: IParameterSymbol parameter } => variables.IsTracked(parameter) && variables.AssignedTo(parameter).Count == 0,
        { Kind: ValueKind.Member, Symbol: IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null }, Parts: var parts } => parts.All(p => p.Kind == ValueKind.This),
        _ => false,
    };
}
