using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>A local that holds the result of a call from its declaration on, and all places that read it.</summary>
internal sealed record HeldResult(LocalDeclarationStatementSyntax Declaration, string Name, IReadOnlyList<IdentifierNameSyntax> Uses)
{
    // What gradients are read by. Their buffers can be written, and who is handed the set may do so.
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal) { "Loss", "Rows", "Layout", "Wanted", "Input" };

    public IEnumerable<SyntaxNode> Nodes => Uses.Append<SyntaxNode>(Declaration);

    /// <summary>Null if the result is not held by a local of its own, or if the local may get another value.</summary>
    public static HeldResult? Of(SyntaxNode call, SemanticModel model)
    {
        if (call.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1, UsingKeyword.RawKind: 0 } statement } declarator }
            || model.GetDeclaredSymbol(declarator) is not ILocalSymbol { RefKind: RefKind.None } local)
            return null;
        var uses = Statements.Member(statement).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, local)).ToArray();
        return uses.Any(IsWritten) ? null : new HeldResult(statement, declarator.Identifier.Text, uses);
    }

    /// <summary>Whether nobody can change a result through its local: then one result can stand for two.</summary>
    public bool IsOnlyRead(ITypeSymbol? type) => type is not { Name: "GradientSet" } || Uses.All(use => IsRead(use));

    /// <summary>Whether nothing that is read of a result changes it.</summary>
    public static bool IsRead(ExpressionSyntax result) => result.Parent switch
    {
        ElementAccessExpressionSyntax access => access.Expression == result,
        MemberAccessExpressionSyntax access => access.Expression == result && Readers.Contains(access.Name.Identifier.Text),
        _ => false,
    };

    /// <summary>Lets all places read another local, and takes the declaration out of a file in which <see cref="Nodes"/> are tracked.</summary>
    public SyntaxNode ReplaceBy(string other, SyntaxNode root)
    {
        root = root.ReplaceNodes(Uses.Select(use => root.GetCurrentNode(use)).OfType<IdentifierNameSyntax>(), (_, use) => SyntaxFactory.IdentifierName(other).WithTriviaFrom(use));
        return root.GetCurrentNode(Declaration) is { } declaration ? Statements.Remove(root, declaration) : root;
    }

    private static bool IsWritten(IdentifierNameSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax },
        RefExpressionSyntax or PrefixUnaryExpressionSyntax => true,
        _ => false,
    };
}
