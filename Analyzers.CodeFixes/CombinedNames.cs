using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>What values are called in a network that is made of two others: as there, unless two would have one name or C# cannot write it.</summary>
internal sealed class CombinedNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { "First", "Second", "Define" };
    private readonly Dictionary<string, string> _locals = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _ends;

    public CombinedNames(SourceNetwork first, SourceNetwork second, IReadOnlyList<string> ends)
    {
        _ends = ends;
        Inputs = [.. first.Inputs.Select(name => Free(Camel(name)))];
        Outputs = [.. first.Outputs.Select(name => OutputName(name, second.Outputs, first.Name)), .. second.Outputs.Select(name => OutputName(name, first.Outputs, second.Name))];
        // A local that is called as the output it becomes is that output.
        var outputs = first.Outputs.ToList();
        foreach (var name in outputs)
            _locals[name] = Camel(Outputs[outputs.IndexOf(name)]);
        foreach (var end in ends.Where(end => !_locals.ContainsKey(end)))
            _locals[end] = Free(Camel(end));
        SecondLocals = [.. Outputs.Skip(outputs.Count).Select(Camel)];
    }

    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The names of all outputs, those of the first network first.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The locals for the outputs of the second network.</summary>
    public IReadOnlyList<string> SecondLocals { get; }

    /// <summary>The local for a value of the first network.</summary>
    public string LocalOf(string value) => _locals[value];

    /// <summary>What the second network goes on from: the common values, and inputs that it needs itself.</summary>
    /// <param name="inputs">The numbers of these inputs.</param>
    public IReadOnlyList<string> SecondArguments(IEnumerable<int> inputs) => [.. _ends.Select(LocalOf), .. inputs.Select(i => Inputs[i])];

    private string OutputName(string name, IEnumerable<string> others, string network) =>
        Free(Pascal(others.Contains(name, StringComparer.OrdinalIgnoreCase) || name == "output" ? $"{network}{Pascal(name)}" : name));

    private string Free(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_taken.Add(name.TrimStart('@')); number++)
            name = wanted + number.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private static string Pascal(string name)
    {
        var letters = string.Concat(name.Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_')).Trim('_');
        return letters.Length > 0 && SyntaxFacts.IsIdentifierStartCharacter(letters[0]) ? char.ToUpperInvariant(letters[0]) + letters.Substring(1) : "Value" + letters;
    }

    private static string Camel(string name)
    {
        var pascal = Pascal(name);
        var camel = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        return SyntaxFacts.GetKeywordKind(camel) == SyntaxKind.None ? camel : "@" + camel;
    }
}
