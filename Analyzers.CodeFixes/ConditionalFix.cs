using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Analyzers.CodeFixes.Choices;
using NetGen.Analyzers.CodeFixes.Lifting;
using NetGen.Analyzers.Definitions;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2005: writes a choice that computes all branches as C#'s own, <c>?:</c>, <c>switch</c> or the index of a family of layers. Offered only where the network has been shown to compute the
/// same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConditionalFix)), Shared]
public sealed class ConditionalFix : DefinitionFix
{
    /// <summary>Makes the fix.</summary>
    public ConditionalFix()
        : base("Compute only the branch that a row takes", DiagnosticIds.SelectAfterCompute)
    {
    }

    private protected override SyntaxNode? Run(DefinitionSource source, IEnumerable<TextSpan> places)
    {
        var wanted = new SyntaxAnnotation();
        var current = source.Mark(places.Select(place => source.Root.FindNode(place, getInnermostNodeForTie: true)).OfType<ExpressionSyntax>().Distinct(), wanted);
        var isChanged = false;
        while (current.Root.GetAnnotatedNodes(wanted).FirstOrDefault() is ExpressionSyntax place)
        {
            var rewritten = Rewrite(current, place);
            isChanged |= rewritten is not null;
            // What became of the place carries the mark no more, unless it stands around the place.
            current = rewritten ?? current.Unmark([place], wanted);
        }

        return isChanged ? current.Root : null;
    }

    /// <summary>The first candidate that compiles, computes the same, and leaves less to report.</summary>
    private static DefinitionSource? Rewrite(DefinitionSource source, ExpressionSyntax place)
    {
        if (place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || source.Parse(place) is not { } before)
            return null;
        var choices = SelectAfterCompute.Find(before).ToArray();
        var here = choices.Where(choice => choice.Place.SourceSpan == place.Span && choice.Place.SourceTree == source.Tree).Select(choice => choice.Choice).ToArray();
        foreach (var candidate in here.Length == 0 ? [] : new ChoiceRewriter(source, place).Candidates())
        {
            var changed = source.With(candidate);
            if (changed.Problems <= source.Problems && Corresponding(changed.Root, type) is { } same && changed.Parse(same) is { } after
                && SelectAfterCompute.Find(after).Count() < choices.Length && SameChoice.Check(before.Spec, here, after.Spec))
                return changed;
        }

        return null;
    }

    /// <summary>The type declaration of the same place in the order of a file: candidates neither add nor remove one.</summary>
    private static SyntaxNode? Corresponding(SyntaxNode root, TypeDeclarationSyntax type) => root.DescendantNodes().OfType<TypeDeclarationSyntax>()
        .ElementAtOrDefault(type.SyntaxTree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().ToList().IndexOf(type))?.ChildNodes().LastOrDefault();
}
