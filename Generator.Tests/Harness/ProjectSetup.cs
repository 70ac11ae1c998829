using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Tests.Harness;

/// <summary>The user's project as tests see it: the strictest reasonable settings, references from the running runtime and NetGen.</summary>
internal static class ProjectSetup
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyReferences = new(() =>
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. trusted.Where(path => Path.GetDirectoryName(path) == framework).Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(RuntimePath, documentation: XmlDocumentationProvider.CreateFromFile(Path.ChangeExtension(RuntimePath, ".xml"))),
        ];
    });

    private static string RuntimePath => Path.Combine(AppContext.BaseDirectory, "NetGen.dll");

    private static readonly string GlobalUsings = string.Concat(
        new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks" }
            .Select(name => $"global using global::{name};\n"));

    public static ImmutableArray<MetadataReference> References => LazyReferences.Value;

    /// <summary>Warnings at the highest level, as errors; unsafe code is not allowed, because users do not allow it.</summary>
    public static CSharpCompilationOptions Options { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        optimizationLevel: OptimizationLevel.Release,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        deterministic: true);

    public static CSharpParseOptions ParseOptions(IEnumerable<string>? symbols = null) =>
        new(LanguageVersion.Preview, DocumentationMode.Diagnose, SourceCodeKind.Regular, symbols);

    /// <summary>A compilation of these files (without markup) plus the SDK's implicit usings.</summary>
    public static CSharpCompilation CreateCompilation(IEnumerable<(string FileName, string Content)> sources, IEnumerable<string>? symbols = null)
    {
        var options = ParseOptions(symbols);
        var trees = sources
            .Prepend(("/0/obj/GlobalUsings.g.cs", GlobalUsings))
            .Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Item2, Encoding.UTF8), options, file.Item1));
        return CSharpCompilation.Create($"Test{Guid.NewGuid():N}", trees, References, Options);
    }

    /// <summary>Errors and warnings, but not that a test's own source lacks documentation.</summary>
    public static ImmutableArray<Diagnostic> Problems(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .Where(d => d.Severity >= DiagnosticSeverity.Warning || d.Id.StartsWith("NG", StringComparison.Ordinal))
            .Where(d => !d.IsSuppressed)
            .Where(d => d.Id != "CS1591" || d.Location.SourceTree?.FilePath.StartsWith("/0/", StringComparison.Ordinal) != true)
    ];
}
