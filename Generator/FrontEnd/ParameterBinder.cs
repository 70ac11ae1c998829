using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>Binds the parameters of losses and metrics by name: outputs first, then values that the definition names, then inputs; what is
/// left and has a shape is a target. Case does not count where the name is unambiguous without it.</summary>
internal sealed class ParameterBinder(ParseSession session, IReadOnlyList<(string Name, Node Value)> outputs)
{
    /// <summary>The values of all parameters, or null if one is bound to nothing, which is reported.</summary>
    public IReadOnlyList<Value>? Bind(IMethodSymbol method)
    {
        var values = method.Parameters.Select(parameter => Bind(parameter, method)).ToArray();
        return values.All(value => value is not null) ? [.. values.Select(value => new TensorValue(value!))] : null;
    }

    private Node? Bind(IParameterSymbol parameter, IMethodSymbol method)
    {
        var declared = InputReader.Read(parameter, session.Issues, out var isDeclared);
        return isDeclared
            ? declared is null ? null : BindDeclared(parameter, declared, method)
            : BindByName(parameter, method);
    }

    private Node BindDeclared(IParameterSymbol parameter, TensorType type, IMethodSymbol method)
    {
        // An input may be declared again, with the same shape; a value of the definition may not.
        if (outputs.Any(output => output.Name == parameter.Name))
            ReportAmbiguous(parameter, "the output, or a target, because it has a shape");
        else if (session.Names.Bindable.ContainsKey(parameter.Name) && !session.Inputs.Any(input => input.Name == parameter.Name))
            ReportAmbiguous(parameter, "a value of the definition, or a target, because it has a shape");
        return session.AddInput(parameter.Name, type, isTarget: true, method.Name, parameter.Locations[0]);
    }

    private Node? BindByName(IParameterSymbol parameter, IMethodSymbol method)
    {
        var name = parameter.Name;
        foreach (var comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
        {
            var output = outputs.Where(o => string.Equals(o.Name, name, comparison)).Select(o => o.Value).Distinct().ToArray();
            if (output.Length > 0)
                return Single(parameter, output);
            var named = session.Names.Bindable.Where(n => string.Equals(n.Key, name, comparison)).SelectMany(n => n.Value).Distinct().ToArray();
            if (named.Length > 0)
                return Single(parameter, named);
            var target = session.Inputs.Where(input => string.Equals(input.Name, name, comparison)).ToArray();
            if (target.Length == 1)
                return session.AddInput(target[0].Name, target[0].Type, target[0].IsTarget, method.Name, parameter.Locations[0]);
        }

        if (outputs.Count == 1 && string.Equals(name, "output", StringComparison.OrdinalIgnoreCase))
            return outputs[0].Value;
        var alone = outputs.Count == 1 ? new[] { "output" } : [];
        var candidates = outputs.Select(o => o.Name).Concat(alone).Concat(session.Names.Bindable.Keys).Concat(session.Inputs.Select(i => i.Name)).Distinct().ToArray();
        session.Issues.Report(
            DiagnosticIds.UnboundParameter, parameter.Locations[0], name, method.Name, string.Join(", ", candidates.Select(c => $"'{c}'")), NearNames.Hint(name, candidates));
        return null;
    }

    private Node? Single(IParameterSymbol parameter, Node[] values)
    {
        if (values.Length == 1)
            return values[0];
        ReportAmbiguous(parameter, $"any of the {values.Length} values that had this name; give the one that you mean a name of its own");
        return null;
    }

    private void ReportAmbiguous(IParameterSymbol parameter, string choices) =>
        session.Issues.Report(DiagnosticIds.AmbiguousName, parameter.Locations[0], parameter.Name, choices);
}
