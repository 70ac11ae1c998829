using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>Makes the results of a definition its outputs and names them: after the tuple's elements, else after the local or layer that is
/// returned, else <c>output</c> (<c>output1</c>, <c>output2</c>, … if there are several).</summary>
internal sealed class OutputReader(ParseSession session)
{
    /// <summary>The outputs by name, or null if there are none because something was wrong.</summary>
    public IReadOnlyList<(string Name, Node Value)>? Read(IMethodSymbol forward, Value result)
    {
        var values = result switch
        {
            TupleValue tuple => tuple.Items,
            PoisonValue => default,
            _ => [result],
        };
        if (values.IsDefault)
        {
            session.Issues.Invalidate();
            return null;
        }

        var elements = forward.ReturnType is INamedTypeSymbol { IsTupleType: true } type ? type.TupleElements : [];
        var outputs = new List<(string Name, Node Value)>();
        for (var i = 0; i < values.Length; i++)
        {
            var given = i < elements.Length && elements[i].IsExplicitlyNamedTupleElement ? elements[i].Name : null;
            if (ToOutput(forward, values[i], given, i, values.Length) is { } output)
                outputs.Add(output);
        }

        if (outputs.Count != values.Length)
            return null;
        CheckNames(forward, outputs);
        foreach (var (name, value) in outputs)
            session.Builder.AddResult(ResultRole.Output, name, value);
        return outputs;
    }

    private (string Name, Node Value)? ToOutput(IMethodSymbol forward, Value value, string? given, int index, int count)
    {
        var location = forward.Locations[0];
        var node = (value as TensorValue)?.Node;
        var name = given ?? (node is null ? null : FallbackName(node)) ?? (count == 1 ? "output" : $"output{index + 1}");
        switch (value)
        {
            case PoisonValue:
                session.Issues.Invalidate();
                return null;
            case TensorValue { Function: { } function }:
                session.Issues.Report(DiagnosticIds.MetricAsValue, location, function);
                return null;
            case TensorValue { Node.Type.Batched: true }:
                return (name, TensorOperators.Number(session.Builder, node!));
            case TensorValue or ConstantValue { Value: not null }:
                session.Issues.Report(DiagnosticIds.NotBatched, location, "Output", name);
                return null;
            default:
                session.Issues.Report(DiagnosticIds.Output, location, name, "is not a tensor: return a value computed from the inputs");
                return null;
        }
    }

    // A family's name has brackets and a stage's a dot, which no parameter of Predict can have.
    private string? FallbackName(Node node) =>
        session.Names.LatestName(node) is { } name && SyntaxNames.IsIdentifier(name) && !session.Inputs.Any(input => SyntaxNames.AreAlike(input.Name, name))
            ? name
            : null;

    private void CheckNames(IMethodSymbol forward, List<(string Name, Node Value)> outputs)
    {
        var location = forward.Locations[0];
        for (var i = 0; i < outputs.Count; i++)
        {
            var name = outputs[i].Name;
            if (session.Inputs.Any(input => SyntaxNames.AreAlike(input.Name, name)))
                session.Issues.Report(DiagnosticIds.Output, location, name, "has the name of an input, and both are parameters of Predict: rename one");
            if (outputs.Take(i).Any(other => SyntaxNames.AreAlike(other.Name, name)))
                session.Issues.Report(DiagnosticIds.Output, location, name, "has the name of another output (case does not count): rename one in the tuple");
        }
    }
}
