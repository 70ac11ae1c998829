using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>What the method of a recurrent layer takes and gives besides sequence and output.</summary>
/// <param name="HasStates">Whether initial states follow the sequence.</param>
/// <param name="HasLengths">Whether the last parameter says how many steps of each row count.</param>
/// <param name="GivesStates">Whether the states after the last step follow the output.</param>
internal sealed record RecurrentForm(bool HasStates, bool HasLengths, bool GivesStates)
{
    private const string Lengths = "lengths";

    /// <summary>The form of a method with these parameters behind an index; null if it has none of this, or is no such method.</summary>
    public static RecurrentForm? Of(IMethodSymbol method, ImmutableArray<LayerStage> stages)
    {
        if (stages.Length != 1 || stages[0].Layer is not RecurrentLayer layer)
            return null;
        var parameters = method.Parameters.Where(p => p.Type.SpecialType != SpecialType.System_Int32).ToArray();
        var results = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(e => e.Type).ToArray() : [method.ReturnType];
        if (parameters.Length == 0 || parameters.Any(p => !p.Type.IsTensor()) || results.Any(r => !r.IsTensor()) || method.Parameters.Skip(1).Any(p => !p.Type.IsTensor()))
            return null;
        var states = layer.StatesOf(stages[0].Arguments);
        var hasLengths = parameters.Length > 1 && parameters[parameters.Length - 1].Name == Lengths;
        var given = parameters.Length - 1 - (hasLengths ? 1 : 0);
        if ((given != 0 && given != states) || (results.Length != 1 && results.Length != 1 + states))
            return null;
        return given + results.Length == 1 && !hasLengths ? null : new RecurrentForm(given > 0, hasLengths, results.Length > 1);
    }
}
