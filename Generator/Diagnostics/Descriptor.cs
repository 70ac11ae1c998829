using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics;

/// <summary>Makes descriptors: category and help link follow from the id.</summary>
internal static class Descriptor
{
    // Relative to the repository, which has no public address that would stay.
    private const string DocumentationRoot = "docs/diagnostics/";

    public static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    public static DiagnosticDescriptor Info(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category(id), severity, isEnabledByDefault: true, helpLinkUri: DocumentationRoot + id + ".md");

    private static string Category(string id) => id[2] switch
    {
        '0' => "NetGen.Definition",
        '1' => "NetGen.Shapes",
        '2' => "NetGen.Duplicates",
        '3' => "NetGen.Gradients",
        '4' => "NetGen.Usage",
        _ => "NetGen.Internal",
    };
}
