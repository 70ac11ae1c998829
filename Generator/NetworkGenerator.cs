using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Emit;
using NetGen.Generator.FrontEnd;

namespace NetGen.Generator;

/// <summary>Expands classes with <c>[Network]</c>, and operations with <c>[Op]</c>. It reports nothing: analyzers run the same front end and report, so that
/// suppression works as everywhere else.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.NetworkAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (attributed, cancellation) => Parse(attributed, cancellation))
            .WithTrackingName(TrackingNames.Parse)
            .Select(static (spec, cancellation) => Compile(spec, cancellation))
            .WithTrackingName(TrackingNames.Compile);
        context.RegisterSourceOutput(files, static (output, file) =>
        {
            if (file is not null)
                output.AddSource(file.HintName, file.Text);
        });
        InitializeOperations(context);
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

    // An exception here is a defect, which the analyzer meets too and reports as NG9001.
    private static NetworkSpec? Parse(GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation)
    {
        // [Network] on two parts of a class, which C# rejects, must not give two files of one name.
        if (attributed.Attributes[0].ApplicationSyntaxReference is { } first && !attributed.TargetNode.FullSpan.Contains(first.Span))
            return null;
        try
        {
            return NetworkParser.Parse(
                (INamedTypeSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, (TypeDeclarationSyntax)attributed.TargetNode, cancellation).Spec;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
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
