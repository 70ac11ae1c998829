using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.FrontEnd;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>Takes a call out of a loss or metric: a parameter with the name of the layer is bound to the value that the definition has already.</summary>
internal static class LossParameter
{
    /// <summary>The file with a parameter in place of a call, or null if the call does not stand in a loss or metric.</summary>
    public static DefinitionSource? Add(DefinitionSource source, DefinitionCall call)
    {
        if (!call.IsLayer
            || call.Site.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax method
            || source.Model.GetDeclaredSymbol(method, source.Cancellation) is not { } symbol
            || symbol.FindAttribute("LossAttribute") is null && symbol.FindAttribute("MetricAttribute") is null)
            return null;
        var name = LocalNames.For(call.Name, method.Body ?? (SyntaxNode?)method.ExpressionBody ?? method);
        var parameter = Parameter(Identifier(name)).WithType(method.ReturnType.WithoutLeadingTrivia().WithTrailingTrivia(Space));
        var list = method.ParameterList;
        var isKnown = symbol.Parameters.Any(known => known.Name == name);
        IEnumerable<SyntaxNode> changed = isKnown ? [call.Site] : [call.Site, list];
        return source.With(source.Root.ReplaceNodes(
            changed,
            (original, rewritten) => rewritten is ParameterListSyntax parameters
                ? parameters.WithParameters(parameters.Parameters.Count == 0 ? SingletonSeparatedList(parameter) : Prepend(parameters.Parameters, parameter))
                : IdentifierName(name).WithTriviaFrom(original)));
    }

    private static SeparatedSyntaxList<ParameterSyntax> Prepend(SeparatedSyntaxList<ParameterSyntax> list, ParameterSyntax parameter) =>
        SeparatedList(list.Prepend(parameter), list.GetSeparators().Prepend(Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space)));
}
