using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Analyzers.Flow;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers;

/// <summary>An analyzer of methods that use generated networks.</summary>
public abstract class CallSiteAnalyzer : SourceAnalyzer
{
    private protected CallSiteAnalyzer(params string[] ids)
        : base(ids)
    {
    }

    private protected sealed override void Register(AnalysisContext context) => context.RegisterCompilationStartAction(start =>
    {
        if (NetGenSymbols.Find(start.Compilation) is not { } symbols)
            return;
        var harmless = new HarmlessMethods(symbols);
        start.RegisterOperationBlockAction(block =>
        {
            if (Bodies.GetValue(block.OperationBlocks[0], _ => new Lazy<Body?>(() => Body.Read(block.OperationBlocks, block.GetControlFlowGraph, symbols, harmless), LazyThreadSafetyMode.PublicationOnly)).Value is { } body)
                Analyze(body, block.ReportDiagnostic);
        });
    });

    // All analyzers are given the same operations. What was read once serves the others, and goes with the operations.
    private static readonly ConditionalWeakTable<IOperation, Lazy<Body?>> Bodies = new();

    private protected abstract void Analyze(Body body, Action<Diagnostic> report);

    /// <summary>A diagnostic at a call.</summary>
    /// <param name="first">The call that it repeats, for the fix and the IDE.</param>
    private protected static Diagnostic At(string id, SyntaxNode call, SyntaxNode? first, params object[] arguments) => Diagnostic.Create(
        DiagnosticDescriptors.Find(id), call.GetLocation(), first is null ? [] : [first.GetLocation()], messageArgs: arguments);

    /// <summary>The same with something for the fix.</summary>
    /// <param name="known">What the analyzer found out, by name.</param>
    private protected static Diagnostic At(string id, SyntaxNode call, SyntaxNode other, ImmutableDictionary<string, string?> known, params object[] arguments) =>
        Diagnostic.Create(DiagnosticDescriptors.Find(id), call.GetLocation(), [other.GetLocation()], known, messageArgs: arguments);

    /// <summary>A call as messages name it: without its arguments.</summary>
    private protected static string NameOf(Site site) =>
        site.Syntax is InvocationExpressionSyntax { Expression: var called } ? called.ToString() : site.Call.Kind.ToString();

    /// <summary>Where something stands: <c>line 12</c>.</summary>
    private protected static string LineOf(SyntaxNode syntax) => $"line {syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
