using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers.Flow;

/// <summary>What fields and properties get that are only assigned where their object is made.</summary>
internal static class ReadOnlyMembers
{
    /// <summary>The only expression that a read-only member of the project ever gets; null if there is none, or more than one.</summary>
    public static IOperation? OnlyValue(ISymbol member, Compilation compilation)
    {
        if (member is not (IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null }) || member.ContainingType is not { } type)
            return null;
        var values = type.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax().DescendantNodes()).Select(n => AssignedBy(n, member)).OfType<ExpressionSyntax>().Take(2).ToArray();
        return values.Length == 1 ? new SemanticModels(compilation).OperationOf(values[0], CancellationToken.None) : null;
    }

    private static ExpressionSyntax? AssignedBy(SyntaxNode node, ISymbol member) => node switch
    {
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when NameOf(assignment.Left) == member.Name
            && assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null => assignment.Right,
        VariableDeclaratorSyntax { Initializer.Value: var value, Parent.Parent: FieldDeclarationSyntax } field when field.Identifier.Text == member.Name => value,
        PropertyDeclarationSyntax { Initializer.Value: var value } property when property.Identifier.Text == member.Name => value,
        _ => null,
    };

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.Text,
        _ => null,
    };
}
