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
            || CombinedNetwork.Read(diagnostic, firstType, secondType, model, first.SpanStart) is not { } network)
            return null;
        foreach (var at in CombinedPlace.Find(first, second, network.InputCount, model))
        {
            if (CombinedOwner.Find(first, second, at.Target, model) is { } owner)
                return new Edit([first, second, at.Other, (StatementSyntax)at.Target.Parent!, .. at.Moved, .. owner.Nodes], root => Combine(root, network, first, second, at, owner));
        }

        return null;
    }

    private static SyntaxNode Combine(SyntaxNode root, CombinedNetwork network, InvocationExpressionSyntax first, InvocationExpressionSyntax second, CombinedPlace at, CombinedOwner owner)
    {
        if (root.GetCurrentNode(first) is not { } call || root.GetCurrentNode(second) is null || owner.Nodes.Any(node => root.GetCurrentNode(node) is null))
            return root;
        var name = Statements.FreeName(root.GetCurrentNode(owner.Field ?? owner.Made)!, owner.Prefix + network.LocalName);
        var arguments = call.ArgumentList.Arguments.Concat(second.ArgumentList.Arguments.Skip(network.InputCount)).Select(a => a.WithoutTrivia()).ToArray();
        var commas = Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Length - 1);
        var combined = SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression($"{name}.Predict"), call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments, commas)));
        root = Statements.Remove(root, root.GetCurrentNode(at.Other)!);
        foreach (var declaration in at.Moved)
        {
            root = Statements.Remove(root, root.GetCurrentNode(declaration)!);
            var target = root.GetCurrentNode((StatementSyntax)at.Target.Parent!)!;
            root = Statements.Insert(root, target, declaration.WithLeadingTrivia(target.GetLeadingTrivia()).WithTrailingTrivia(Statements.EndOfLine(root)));
        }

        var replaced = root.GetCurrentNode(at.Target)!;
        root = root.ReplaceNode(replaced, combined.WithTriviaFrom(replaced));
        root = owner.Add(root, network.Name, name, $"{ReceiverOf(first)}, {ReceiverOf(second)}");
        return AddType(root, root.GetCurrentNode(owner.Made)!, network.Write(Statements.EndOfLine(root).ToString()));
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
