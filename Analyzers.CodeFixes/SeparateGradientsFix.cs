using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2003: asks for all gradients in one call, and lets the later ones use it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SeparateGradientsFix : CallSiteFix
{
    private const string Every = "\"*\"";

    /// <summary>Makes the fix.</summary>
    public SeparateGradientsFix()
        : base("Ask for all gradients in one call", DiagnosticIds.SeparateGradients)
    {
    }

    private protected override Edit? Prepare(SemanticModel model, Diagnostic diagnostic, SyntaxNode place, SyntaxNode? other)
    {
        if (place is not InvocationExpressionSyntax call || DataCount(model, call) is not { } data)
            return null;
        if (other is StatementSyntax loop)
            return MoveOut(call, loop, data, HeldResult.Of(call, model));
        if (other is not InvocationExpressionSyntax first || NamesOf(model, call, data) is not { } names || NamesOf(model, first, data) is null)
            return null;
        return SharedCall.Prepare(model, first, call, "gradients", target => Merge(target, names, data));
    }

    /// <summary>The arguments before the names; null where the names are not written one by one.</summary>
    private static int? DataCount(SemanticModel model, InvocationExpressionSyntax call) =>
        model.GetOperation(call) is IInvocationOperation operation && call.ArgumentList.Arguments.All(a => a.NameColon is null)
            ? operation.TargetMethod.Parameters.Length - 1
            : null;

    private static IReadOnlyList<string>? NamesOf(SemanticModel model, InvocationExpressionSyntax call, int data)
    {
        var arguments = call.ArgumentList.Arguments.Skip(data).Select(a => a.Expression).ToArray();
        return arguments.All(a => model.GetConstantValue(a) is { HasValue: true, Value: string }) ? [.. arguments.Select(a => a.WithoutTrivia().ToString())] : null;
    }

    /// <summary>No names mean every parameter; with the name of an input beside them that is the pattern that all of them match.</summary>
    private static InvocationExpressionSyntax Merge(InvocationExpressionSyntax call, IReadOnlyList<string> added, int data)
    {
        var before = call.ArgumentList.Arguments.Skip(data).Select(a => a.Expression.WithoutTrivia().ToString()).ToArray();
        var names = before.Concat(added).Distinct(StringComparer.Ordinal).ToArray();
        if (before.Length == 0 || added.Count == 0 || names.Contains(Every))
        {
            names = [.. names.Where(n => n.IndexOfAny(['.', '*', '?']) < 0)];
            if (names.Length > 0)
                names = [Every, .. names];
        }

        var arguments = call.ArgumentList.Arguments.Take(data).Select(a => a.WithoutTrivia()).Concat(names.Select(n => SyntaxFactory.Argument(SyntaxFactory.ParseExpression(n)))).ToArray();
        var commas = Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Length - 1);
        return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments, commas)));
    }

    private static Edit? MoveOut(InvocationExpressionSyntax call, StatementSyntax loop, int data, HeldResult? held)
    {
        // The gradient of an input is asked for by its name only; and what is written to one set of gradients would show in the next.
        if ((held is null ? !HeldResult.IsRead(call) : held.Uses.Any(use => !HeldResult.IsRead(use))) || loop.Parent is not (BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax)
            || loop.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(m => m.Name.Identifier.Text == "Input"))
            return null;
        return new Edit([loop, call, .. held?.Nodes ?? []], root =>
        {
            if (root.GetCurrentNode(call) is not { } current || root.GetCurrentNode(loop) is not { } target)
                return root;
            var name = Statements.FreeName(target, "gradients");
            var all = current.WithArgumentList(current.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
                current.ArgumentList.Arguments.Take(data), current.ArgumentList.Arguments.GetSeparators().Take(data - 1))));
            var declaration = SharedCall.Declare(name, all, root);
            root = held?.ReplaceBy(name, root) ?? root.ReplaceNode(current, SyntaxFactory.IdentifierName(name).WithTriviaFrom(current));
            target = root.GetCurrentNode(loop)!;
            return Statements.Insert(root, target, declaration.WithLeadingTrivia(target.GetLeadingTrivia()));
        });
    }
}
