using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using NetGen.Analyzers.CodeFixes.Lifting;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2001: keeps the result of a layer in a local instead of applying the layer again. Offered only where the network stays the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DuplicateCallFix)), Shared]
public sealed class DuplicateCallFix : DefinitionFix
{
    /// <summary>Makes the fix.</summary>
    public DuplicateCallFix()
        : base("Keep the result in a local", DiagnosticIds.DuplicateCall)
    {
    }

    private protected override SyntaxNode? Run(DefinitionSource source, IEnumerable<TextSpan> places) => DuplicateLifter.Run(source, places);
}
