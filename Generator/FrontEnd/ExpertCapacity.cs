using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>How many rows one layer of a family takes in a step at most, and what becomes of others: <c>[Capacity]</c>.</summary>
/// <param name="Factor">The multiple of an even share.</param>
/// <param name="Passes">Whether a row that has no place gets the value that it came with, instead of zeros.</param>
/// <param name="Location">The attribute.</param>
internal sealed record ExpertCapacity(float Factor, bool Passes, Location Location)
{
    private const string Name = "Capacity";

    /// <summary>Whether rows choose among the family by position: without that the bound is never used.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The capacity on a layer method; null if there is none.</summary>
    public static ExpertCapacity? Of(IMethodSymbol method, Issues issues)
    {
        if (method.FindAttribute(KnownNames.Capacity) is not { ConstructorArguments.Length: 2 } attribute
            || attribute.ConstructorArguments[0].Value is not float factor || attribute.ConstructorArguments[1].Value is not int overflow)
            return null;
        var location = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? method.Locations[0];
        if (factor > 0)
            return new ExpertCapacity(factor, overflow != 0, location);
        issues.Report(DiagnosticIds.ArgumentOutOfRange, location, Name, "factor", Literals.Print(factor), "above 0; 1.25 leaves a quarter more than an even share");
        return null;
    }

    /// <summary>Reports a capacity that bounds nothing.</summary>
    public void Check(string layer, bool isFamily, Issues issues)
    {
        if (IsUsed)
            return;
        var why = isFamily ? $"rows choose no '{layer}' by position, as {layer}(ArgMax(gate), x) does" : $"'{layer}' is one layer and no family of which rows choose";
        issues.Report(DiagnosticIds.NoEffect, Location, Name, $"{why}; WithCapacity bounds what a 'switch' or '?:' chooses by, and TopK takes its capacity as an argument");
    }

    /// <summary>The rows' values where they pass on: those of the experts, and for rows that no expert had a place for <paramref name="input"/>.</summary>
    /// <exception cref="DefinitionException">The two differ in shape.</exception>
    public Node Complete(GraphBuilder builder, Node route, Node result, Node input)
    {
        if (result.Shape != input.Shape)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "overflow", "Pass", $"Zero where a layer makes {result.Shape} of {input.Shape}");
        return builder.Where(ChoiceCapacity.HasPlace(builder, route), result, input);
    }
}
