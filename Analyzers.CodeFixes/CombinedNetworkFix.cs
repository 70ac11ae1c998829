using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2002: adds a network with the outputs of both, made of both by sharing their parameters, and lets it predict in place of the two.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CombinedNetworkFix)), Shared]
public sealed class CombinedNetworkFix : CallSiteFix
{
    /// <summary>Makes the fix.</summary>
    public CombinedNetworkFix()
        : base("Make one network of both", DiagnosticIds.SharedPart)
    {
    }

    private protected override Edit? Prepare(SemanticModel model, Diagnostic diagnostic, SyntaxNode place, SyntaxNode? other)
    {
        if (place is not InvocationExpressionSyntax second || other is not InvocationExpressionSyntax first
            || model.GetOperation(first) is not IInvocationOperation { Instance.Type: INamedTypeSymbol firstType } || model.GetOperation(second) is not IInvocationOperation { Instance.Type: INamedTypeSymbol secondType }
            || CombinedNetwork.Read(diagnostic, firstType, secondType, model, first.SpanStart) is not { } network
            || first.Parent is not ExpressionStatementSyntax earlier || second.Parent is not ExpressionStatementSyntax later || earlier.Parent != later.Parent
            || first.ArgumentList.Arguments.Concat(second.ArgumentList.Arguments).Any(a => a.NameColon is not null)
            || DeclarationOf(first, model) is not { } firstMade || DeclarationOf(second, model) is not { } secondMade || !CanMove(second, earlier, later, network.InputCount, model))
            return null;
        var made = firstMade.SpanStart > secondMade.SpanStart ? firstMade : secondMade;
        return made.Span.End <= first.SpanStart && made.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax && Scope(made).Contains(first)
            ? new Edit([first, earlier, later, made], root => Combine(root, network, first, second, made))
            : null;
    }

    private static SyntaxNode Scope(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global.Parent! : statement.Parent!;

    /// <summary>The statement that makes the network of a call; null if it is none of the method's locals.</summary>
    private static StatementSyntax? DeclarationOf(InvocationExpressionSyntax call, SemanticModel model) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } && model.GetSymbolInfo(name).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } places }
            ? places[0].GetSyntax().FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()
            : null;

    /// <summary>Whether the outputs of the later call can be written where the earlier one stands: they are there, and nothing between looks at them.</summary>
    private static bool CanMove(InvocationExpressionSyntax second, StatementSyntax earlier, StatementSyntax later, int inputs, SemanticModel model)
    {
        var names = second.ArgumentList.Arguments.Skip(inputs).SelectMany(a => a.DescendantNodes()).OfType<IdentifierNameSyntax>().ToArray();
        if (names.Any(n => model.GetSymbolInfo(n).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: > 0 } places } && places[0].Span.Start > earlier.SpanStart))
            return false;
        var texts = new HashSet<string>(names.Select(n => n.Identifier.ValueText), StringComparer.Ordinal);
        var parent = (earlier.Parent as GlobalStatementSyntax)?.Parent ?? earlier.Parent!;
        return !parent.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.SpanStart > earlier.Span.End && n.SpanStart < later.SpanStart && texts.Contains(n.Identifier.ValueText));
    }

    private static SyntaxNode Combine(SyntaxNode root, CombinedNetwork network, InvocationExpressionSyntax first, InvocationExpressionSyntax second, StatementSyntax made)
    {
        var later = (StatementSyntax)second.Parent!;
        if (root.GetCurrentNode(first) is not { } call || root.GetCurrentNode(later) is not { } old || root.GetCurrentNode(made) is null)
            return root;
        var name = Statements.FreeName(call, network.LocalName);
        var arguments = call.ArgumentList.Arguments.Concat(second.ArgumentList.Arguments.Skip(network.InputCount)).Select(a => a.WithoutTrivia()).ToArray();
        var commas = Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Length - 1);
        var combined = SyntaxFactory.InvocationExpression(
            SyntaxFactory.ParseExpression($"{name}.Predict"), call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments, commas))).WithTriviaFrom(call);
        root = Statements.Remove(root, old);
        root = root.ReplaceNode(root.GetCurrentNode(first)!, combined);
        var creation = SyntaxFactory.ParseExpression($"new {network.Name}({ReceiverOf(first)}, {ReceiverOf(second)})");
        var target = root.GetCurrentNode(made)!;
        root = Statements.InsertAfter(root, target, SharedCall.Declare(name, creation, root).WithLeadingTrivia(Statements.Indentation(target)));
        return AddType(root, root.GetCurrentNode(made)!, network.Write(Statements.EndOfLine(root).ToString()));
    }

    private static string ReceiverOf(InvocationExpressionSyntax call) => ((MemberAccessExpressionSyntax)call.Expression).Expression.WithoutTrivia().ToString();

    /// <summary>Puts a class at the end of the namespace that a node is in.</summary>
    private static SyntaxNode AddType(SyntaxNode root, SyntaxNode within, string text)
    {
        var member = SyntaxFactory.ParseMemberDeclaration(text)!;
        return within.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() switch
        {
            FileScopedNamespaceDeclarationSyntax file => root.ReplaceNode(file, file.AddMembers(member)),
            NamespaceDeclarationSyntax block => root.ReplaceNode(block, block.AddMembers(SyntaxFactory.ParseMemberDeclaration(Indented(text))!)),
            _ => ((CompilationUnitSyntax)root).AddMembers(member),
        };
    }

    private static string Indented(string text) => string.Join("\n", text.Split('\n').Select(line => line.Trim().Length == 0 ? line : "    " + line));
}
