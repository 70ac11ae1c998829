using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>Takes out the locals that nothing uses any more once what they were made for is written otherwise.</summary>
internal static class UnusedLocals
{
    /// <summary>The file with one node replaced by another, without what only the first made use of.</summary>
    /// <param name="removed">A statement that goes too; null for none.</param>
    public static SyntaxNode Remove(SyntaxNode root, SyntaxNode place, SyntaxNode replacement, StatementSyntax? removed)
    {
        var member = Statements.Member(place);
        var names = Behind(member, removed is null ? [place] : [place, removed]);
        var mark = new SyntaxAnnotation();
        root = root.TrackNodes(removed is null ? [place] : [place, removed]);
        root = root.ReplaceNode(root.GetCurrentNode(place)!, replacement.WithAdditionalAnnotations(mark));
        if (removed is not null)
            root = Statements.Remove(root, root.GetCurrentNode(removed)!);
        while (Unused(Statements.Member(root.GetAnnotatedNodes(mark).First()), names) is { } declaration)
            root = Statements.Remove(root, declaration);
        return root;
    }

    /// <summary>How often a name is used in a member, its declaration apart.</summary>
    public static int CountUses(SyntaxNode member, string name) => member.DescendantNodes().OfType<IdentifierNameSyntax>().Count(n => n.Identifier.ValueText == name);

    private static LocalDeclarationStatementSyntax? Unused(SyntaxNode member, HashSet<string> names) => member.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().FirstOrDefault(statement =>
        statement is { Declaration.Variables: { Count: 1 } locals, Parent: BlockSyntax or SwitchSectionSyntax } && locals[0].Identifier.ValueText is var name && names.Contains(name) && CountUses(member, name) == 0);

    /// <summary>The names in some code, and in what the locals among them are made of.</summary>
    private static HashSet<string> Behind(SyntaxNode member, IEnumerable<SyntaxNode> code)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<SyntaxNode>(code);
        while (pending.Count > 0)
        {
            foreach (var name in pending.Pop().DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText).Where(found.Add))
            {
                foreach (var local in member.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(v => v.Identifier.ValueText == name && v.Initializer is not null))
                    pending.Push(local.Initializer!);
            }
        }

        return found;
    }
}
