using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <summary>Something wrong in a definition, at the piece of syntax that is wrong.</summary>
internal sealed record LocatedIssue(string Id, Location Location, ImmutableArray<object> Arguments)
{
    public const string SuggestedName = "SuggestedName";

    public DiagnosticDescriptor Descriptor => DiagnosticDescriptors.Find(Id);

    /// <summary>The diagnostic; a name that was meant instead is its property <see cref="SuggestedName"/>, for a code fix.</summary>
    public Diagnostic ToDiagnostic()
    {
        var suggested = Arguments.OfType<NearName>().FirstOrDefault()?.Name;
        var properties = suggested is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(SuggestedName, suggested);
        return Diagnostic.Create(Descriptor, Location, properties, [.. Arguments]);
    }
}

/// <summary>Collects issues while a network is read. What C# itself rejects makes the network invalid without an issue of ours.</summary>
internal sealed class Issues
{
    private readonly List<LocatedIssue> _found = [];
    private readonly HashSet<(string, Location, string)> _seen = [];

    /// <summary>Whether anything is wrong that keeps the network from being compiled, reported here or by C#.</summary>
    public bool HasErrors { get; private set; }

    public ImmutableArray<LocatedIssue> Found => [.. _found];

    /// <summary>Adds an issue with which a network can be compiled nevertheless, so that lowering its severity is enough to live with it.</summary>
    public void Note(string id, Location location, params object[] arguments)
    {
        var hadErrors = HasErrors;
        Report(id, location, arguments);
        HasErrors = hadErrors;
    }

    /// <summary>Adds an issue; one that an unrolled loop or an inlined helper has already reported is not repeated.</summary>
    public void Report(string id, Location location, params object[] arguments)
    {
        var issue = new LocatedIssue(id, location, [.. arguments]);
        HasErrors |= issue.Descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        if (_seen.Add((id, location, string.Join("|", arguments))))
            _found.Add(issue);
    }

    /// <summary>The first error, with its id; null without one of ours.</summary>
    public string? Fault => _found.FirstOrDefault(issue => issue.Descriptor.DefaultSeverity == DiagnosticSeverity.Error) is { } issue
        ? $"{issue.Id}: {issue.ToDiagnostic().GetMessage(CultureInfo.InvariantCulture)}"
        : null;

    /// <summary>Marks the network as invalid because of an error that the C# compiler reports.</summary>
    public void Invalidate() => HasErrors = true;

    /// <summary>Whether the network is invalid because of something that is reported where that is declared: another network, an operation.</summary>
    public bool AreElsewhere { get; private set; }

    /// <summary>Marks the network as invalid because of something else of the project that is wrong, and reported there.</summary>
    public void InvalidateElsewhere() => HasErrors = AreElsewhere = true;
}
