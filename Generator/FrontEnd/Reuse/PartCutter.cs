using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Cuts the part out of a network that the attribute of a layer names, and checks that it can be cut out.</summary>
/// <param name="isOwn">Whether it is the network that is being defined, of which there are only the values so far.</param>
/// <param name="postponed">Takes names of values that the network itself may still get.</param>
internal sealed class PartCutter(PartMethod method, SourceNetwork source, bool isOwn, List<(PartMethod Method, string Name)> postponed, Issues issues)
{
    /// <summary>The part, or null if there is none, which is reported on the attribute.</summary>
    public CutPart? Cut()
    {
        var inputNames = method.Inputs?.ToArray() ?? [.. source.Inputs];
        var outputNames = method.Outputs?.ToArray() ?? [.. source.Outputs];
        if (!CheckSignature(inputNames, outputNames) || Find(inputNames) is not { } inputs || Find(outputNames) is not { } outputs)
            return null;
        var part = new GraphPart(inputs, outputs);
        return CheckEnds(part, inputNames, outputNames) && CheckModes(part)
            ? new CutPart(source, part, inputNames, outputNames, new PartParameters(method, source))
            : null;
    }

    private bool CheckModes(GraphPart part)
    {
        var isValid = true;
        var names = part.Inside.Select(node => node.Op).OfType<Parameter>().Select(parameter => parameter.Name).ToArray();
        var patterns = method.Mode?.Patterns ?? EquatableArray<ModePattern>.Empty;
        foreach (var pattern in patterns.Where(pattern => !names.Any(name => Wildcards.Match(pattern.Pattern, name))))
        {
            issues.Report(DiagnosticIds.UnknownParameter, method.Location, source.Name, pattern.Pattern, NearNames.Hint(pattern.Pattern, names));
            isValid = false;
        }

        foreach (var name in names)
        {
            var modes = patterns.Where(pattern => Wildcards.Match(pattern.Pattern, name)).Select(pattern => pattern.Mode).Distinct().ToArray();
            if (modes.Length < 2)
                continue;
            issues.Report(DiagnosticIds.ParameterModes, method.Location, name, source.Name, modes[0].ToString(), modes[1].ToString());
            isValid = false;
        }

        return isValid;
    }

    private bool CheckSignature(string[] inputs, string[] outputs)
    {
        if (inputs.Length != method.TensorCount)
            return Refuse($"takes {Count(method.TensorCount)}, but the part of '{source.Name}' has {Count(inputs.Length)} as inputs: {List(inputs)}");
        if (outputs.Length != method.ResultCount)
            return Refuse($"returns {Count(method.ResultCount)}, but the part of '{source.Name}' has {Count(outputs.Length)} as outputs: {List(outputs)}");
        for (var i = 0; i < method.Elements.Count; i++)
        {
            if (method.Elements[i].Length > 0 && SyntaxNames.IsIdentifier(outputs[i]) && !SyntaxNames.AreAlike(method.Elements[i], outputs[i]))
                return Refuse($"calls an element of its result '{method.Elements[i]}', but the output there is '{outputs[i]}'");
        }

        return true;
    }

    private bool Refuse(string problem)
    {
        issues.Report(DiagnosticIds.PartSignature, method.Location, method.Name, problem);
        return false;
    }

    private IReadOnlyList<Node>? Find(IReadOnlyList<string> names)
    {
        var nodes = new List<Node>();
        foreach (var name in names)
        {
            if (source.Find(name) is { } node)
                nodes.Add(node);
            else if (isOwn)
                postponed.Add((method, name));
            else
                issues.Report(DiagnosticIds.UnknownNode, method.Location, source.Name, name, NearNames.Hint(name, source.Names));
        }

        return nodes.Count == names.Count ? nodes : null;
    }

    private bool CheckEnds(GraphPart part, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        var loose = part.Loose.ToArray();
        var independent = part.IndependentOutputs.ToArray();
        foreach (var node in loose)
            issues.Report(DiagnosticIds.PartNotCutOff, method.Location, source.Name, (node.Op as Input)?.Name ?? "a value of one step of a Scan", List(inputs));
        // An output that needs what is not passed says so once.
        for (var i = 0; i < outputs.Count && loose.Length == 0; i++)
        {
            if (independent.Contains(part.Outputs[i]))
                issues.Report(DiagnosticIds.OutputIndependent, method.Location, outputs[i], source.Name, List(inputs));
        }

        var unused = part.UnusedInputs.ToArray();
        for (var i = 0; i < inputs.Count && independent.Length == 0; i++)
        {
            if (unused.Contains(part.Inputs[i]))
                issues.Report(DiagnosticIds.UnusedPartInput, method.Location, inputs[i], source.Name, List(outputs));
        }

        return loose.Length + independent.Length + unused.Length == 0;
    }

    private static string Count(int tensors) => tensors == 1 ? "one Tensor" : $"{Literals.Print(tensors)} Tensors";

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
