using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers.Flow;

/// <summary>A part of a network that is another network's, with that one's own parameters, applied to the network's inputs.</summary>
/// <param name="Network">The class whose part it is.</param>
/// <param name="Source">The instance that was passed to the constructor.</param>
/// <param name="Attribute">The clone.</param>
/// <param name="Inputs">The numbers of the inputs that it is applied to.</param>
internal sealed record SharedPart(INamedTypeSymbol Network, Value Source, AttributeData Attribute, ImmutableArray<int> Inputs)
{
    /// <summary>Whether both begin with the same computation: one instance, cut at the same inputs, applied to the same.</summary>
    public bool IsSame(SharedPart other) =>
        SymbolEqualityComparer.Default.Equals(Network, other.Network) && Source.Equals(other.Source) && Inputs.SequenceEqual(other.Inputs)
        && Names("Inputs").SequenceEqual(other.Names("Inputs"));

    /// <summary>The shared parts of the network that a call asks, if its constructor is seen.</summary>
    public static IEnumerable<SharedPart> Of(Question question, Body body)
    {
        if (question.Network.Symbol is not ILocalSymbol local || body.Variables.OnlyValue(local) is not IObjectCreationOperation { Type: INamedTypeSymbol type } creation)
            yield break;
        var reader = new ValueReader(body.Variables);
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            foreach (var clone in method.GetAttributes().Where(IsUnchanged))
            {
                var source = clone.AttributeClass!.TypeArguments[0];
                var argument = creation.Arguments.FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.Parameter?.Type, source));
                if (argument is not null && reader.Read(argument.Value) is { } instance && IsFixed(instance, body) && AppliedTo(method, type, body.Symbols) is { } inputs)
                    yield return new SharedPart((INamedTypeSymbol)source, instance, clone, inputs);
            }
        }
    }

    private IEnumerable<object?> Names(string argument) =>
        Attribute.NamedArguments.Where(a => a.Key == argument && !a.Value.IsNull).SelectMany(a => a.Value.Values).Select(v => v.Value);

    /// <summary>Whether a clone has its source's own parameters, or copies that never change.</summary>
    private static bool IsUnchanged(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "CloneAttribute", TypeArguments.Length: 1 }
        && attribute.NamedArguments.Any(a => a.Key == "Parameters" && a.Value.Value is int and > 0)
        && attribute.NamedArguments.All(a => a.Key is "Parameters" or "Inputs" or "Outputs");

    private static bool IsFixed(Value value, Body body) => value is { Kind: ValueKind.Variable, Symbol: ILocalSymbol local }
        ? body.Variables.OnlyValue(local) is not null
        : value is { Kind: ValueKind.Variable, Symbol: IParameterSymbol parameter } && body.Variables.AssignedTo(parameter).Count == 0;

    /// <summary>The inputs of the network that a layer is applied to; null if it is applied to anything else.</summary>
    private static ImmutableArray<int>? AppliedTo(IMethodSymbol layer, INamedTypeSymbol network, NetGenSymbols symbols)
    {
        var forward = network.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m => m.GetAttributes().Any(a => a.AttributeClass?.Name == "ForwardAttribute"));
        if (forward?.DeclaringSyntaxReferences is not { Length: 1 } places
            || new SemanticModels(symbols.Compilation).OperationOf(places[0].GetSyntax(), CancellationToken.None) is not { } definition)
            return null;
        var call = definition.Descendants().OfType<IInvocationOperation>().FirstOrDefault(i => i.TargetMethod.Name == layer.Name && SymbolEqualityComparer.Default.Equals(i.TargetMethod.ContainingType, network));
        if (call is null || !call.Arguments.All(a => a.Value is IParameterReferenceOperation))
            return null;
        return [.. call.Arguments.Select(a => ((IParameterReferenceOperation)a.Value).Parameter.Ordinal)];
    }
}
