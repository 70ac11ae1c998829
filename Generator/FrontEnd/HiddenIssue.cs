using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.FrontEnd;

/// <summary>
/// Something wrong that comes with errors of C# in declarations. Where there are such errors a build runs no analyzers, so that users would see the compiler's consequences and
/// not the cause; the generator reports it instead. Compared by value; the place is kept as numbers.
/// </summary>
internal sealed record HiddenIssue(string Id, EquatableArray<string> Arguments, string Path, int Start, int Length, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The issues that a build would hide.</summary>
    public static IEnumerable<HiddenIssue> Of(ParseResult result, TypeDeclarationSyntax syntax)
    {
        // Without a second part of the class its partial methods have no bodies, which is an error of the declaration.
        var isHidden = result.Spec.Class.Declaration.Length == 0 && syntax.Members.OfType<MethodDeclarationSyntax>().Any(IsLayer);
        var hidden = result.Issues.Where(issue => isHidden || issue.Id == DiagnosticIds.UnqualifiedActivation);
        // What else is wrong with a class without [Network] can wait until it is one.
        return (result.Issues.FirstOrDefault(issue => issue.Id == DiagnosticIds.NotMarked) is { } unmarked ? hidden.Take(1).Select(_ => unmarked) : hidden).Select(Of);
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        DiagnosticDescriptors.Find(Id),
        Location.Create(Path, new TextSpan(Start, Length), new LinePositionSpan(new LinePosition(Line, Column), new LinePosition(EndLine, EndColumn))),
        [.. Arguments]);

    private static bool IsLayer(MethodDeclarationSyntax method) => method.Modifiers.Any(SyntaxKind.PartialKeyword) && method is { Body: null, ExpressionBody: null };

    private static HiddenIssue Of(LocatedIssue issue)
    {
        var place = issue.Location.GetLineSpan();
        return new HiddenIssue(
            issue.Id, issue.Arguments.Select(argument => argument.ToString() ?? "").ToEquatableArray(), place.Path, issue.Location.SourceSpan.Start, issue.Location.SourceSpan.Length,
            place.StartLinePosition.Line, place.StartLinePosition.Character, place.EndLinePosition.Line, place.EndLinePosition.Character);
    }
}
