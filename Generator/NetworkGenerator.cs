using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Emit;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator;

/// <summary>Expands classes with <c>[Network]</c>, and operations with <c>[Op]</c>. Analyzers run the same front end and report, so that suppression works as everywhere else; the
/// generator reports only what comes with errors of C# behind which a build hides its analyzers.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var read = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.NetworkAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (attributed, cancellation) => Parse(attributed, cancellation));
        var files = read.Select(static (network, _) => network.Spec)
            .WithTrackingName(TrackingNames.Parse)
            .Select(static (spec, cancellation) => Compile(spec, cancellation))
            .WithTrackingName(TrackingNames.Compile);
        var isBuild = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => !IsDesignTime(options));
        context.RegisterSourceOutput(read.SelectMany(static (network, _) => network.Hidden).Combine(isBuild), static (output, hidden) =>
        {
            if (hidden.Right)
                output.ReportDiagnostic(hidden.Left.ToDiagnostic());
        });
        context.RegisterSourceOutput(files, static (output, file) =>
        {
            if (file is not null)
                output.AddSource(file.HintName, file.Text);
        });
        InitializeOperations(context);
        InitializeUnmarked(context, isBuild);
    }

    // Members for a class that lacks [Network], so that a build goes on to the analyzer that says so, rather than end at what C# makes of it. An editor shows what the analyzer says
    // whatever else is wrong, and does not have every class looked at on each keystroke.
    private static void InitializeUnmarked(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<bool> isBuild)
    {
        var read = context.CompilationProvider.Combine(isBuild).SelectMany(static (project, cancellation) => project.Right
            ? UnmarkedNetworks.Find(project.Left, cancellation).Select(found => Parse(found.Type, project.Left, found.Syntax, cancellation))
            : []);
        context.RegisterImplementationSourceOutput(read, static (output, network) =>
        {
            foreach (var issue in network.Hidden)
                output.ReportDiagnostic(issue.ToDiagnostic());
            if (Compile(network.Spec, output.CancellationToken) is { } file)
                output.AddSource(file.HintName, file.Text);
        });
    }

    // One file for the operations of a class: names of generated files must differ by more than case.
    private static void InitializeOperations(IncrementalGeneratorInitializationContext context)
    {
        var files = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.OpMetadataName,
                static (node, _) => node is MethodDeclarationSyntax,
                static (attributed, _) => ReadOperation(attributed))
            .WithTrackingName(TrackingNames.ReadOperations)
            .Collect()
            .SelectMany(static (operations, _) => operations.OfType<OperationSpec>().GroupBy(operation => operation.Class).Select(group => OperationEmitter.Emit([.. group])));
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, file.Text));
    }

    private static (NetworkSpec? Spec, EquatableArray<HiddenIssue> Hidden) Parse(GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation)
    {
        // [Network] on two parts of a class, which C# rejects, must not give two files of one name.
        if (attributed.Attributes[0].ApplicationSyntaxReference is { } first && !attributed.TargetNode.FullSpan.Contains(first.Span))
            return (null, EquatableArray<HiddenIssue>.Empty);
        return Parse((INamedTypeSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, (TypeDeclarationSyntax)attributed.TargetNode, cancellation);
    }

    // An exception here is a defect, which the analyzer meets too and reports as NG9001.
    private static (NetworkSpec? Spec, EquatableArray<HiddenIssue> Hidden) Parse(INamedTypeSymbol type, Compilation compilation, TypeDeclarationSyntax syntax, CancellationToken cancellation)
    {
        try
        {
            var result = NetworkParser.Parse(type, compilation, syntax, cancellation);
            return (result.Spec, HiddenIssue.Of(result, syntax).ToEquatableArray());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (null, EquatableArray<HiddenIssue>.Empty);
        }
    }

    private static OperationSpec? ReadOperation(GeneratorAttributeSyntaxContext attributed)
    {
        try
        {
            return OperationReader.Read((IMethodSymbol)attributed.TargetSymbol, (MethodDeclarationSyntax)attributed.TargetNode, attributed.SemanticModel.Compilation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Whether an editor runs the generator: it shows what analyzers report whatever else is wrong.</summary>
    private static bool IsDesignTime(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property.DesignTimeBuild", out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static GeneratedFile? Compile(NetworkSpec? spec, CancellationToken cancellation)
    {
        // Nothing can be added to a class that is not partial.
        if (spec is null || spec.Class.Declaration.Length == 0)
            return null;
        try
        {
            return NetworkCompiler.Compile(spec, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return CompilerFailure.Write(spec, exception, cancellation);
        }
    }
}
