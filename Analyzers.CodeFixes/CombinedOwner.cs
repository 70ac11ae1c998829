using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>What holds a network that is made of two: a local behind theirs, or a field of the class that has them, set where the later of both is.</summary>
/// <param name="Made">The statement or the field behind which the network is made.</param>
/// <param name="Field">The member behind which a field is declared; null for a local.</param>
/// <param name="Prefix">What the name of the network begins with: an underscore, unless the names of the other fields have none.</param>
internal sealed record CombinedOwner(SyntaxNode Made, MemberDeclarationSyntax? Field, string Prefix)
{
    public IEnumerable<SyntaxNode> Nodes => Field is null || Field == Made ? [Made] : [Made, Field];

    /// <summary>Null if it does not show where both networks are made, or if that is not before the prediction.</summary>
    public static CombinedOwner? Find(InvocationExpressionSyntax first, InvocationExpressionSyntax second, InvocationExpressionSyntax target, SemanticModel model)
    {
        if (Receiver(first, model) is not { } one || Receiver(second, model) is not { } other)
            return null;
        StatementSyntax[] locals = [.. new[] { one, other }.OfType<ILocalSymbol>().Select(Declaration).OfType<StatementSyntax>().OrderBy(s => s.SpanStart)];
        if (locals.Length > 0)
        {
            var made = locals[locals.Length - 1];
            return made.Span.End <= target.SpanStart && made.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax && Scope(made).Contains(target)
                && locals.Length == new[] { one, other }.OfType<ILocalSymbol>().Count()
                ? new CombinedOwner(made, null, "")
                : null;
        }

        return OfMembers(one, other, target);
    }

    /// <summary>Adds the network to a file in which <see cref="Nodes"/> are tracked.</summary>
    /// <param name="type">The class of the network.</param>
    /// <param name="name">What holds it.</param>
    /// <param name="arguments">What it is made of.</param>
    public SyntaxNode Add(SyntaxNode root, string type, string name, string arguments)
    {
        var creation = $"new {type}({arguments})";
        if (Field is null)
        {
            var made = (StatementSyntax)root.GetCurrentNode(Made)!;
            return Statements.InsertAfter(root, made, SharedCall.Declare(name, SyntaxFactory.ParseExpression(creation), root).WithLeadingTrivia(Statements.Indentation(made)));
        }

        var isStatic = Field == Made;
        if (!isStatic)
        {
            var assignment = (StatementSyntax)root.GetCurrentNode(Made)!;
            root = Statements.InsertAfter(root, assignment, SyntaxFactory.ParseStatement($"{name} = {creation};").WithLeadingTrivia(Statements.Indentation(assignment)).WithTrailingTrivia(Statements.EndOfLine(root)));
        }

        var member = root.GetCurrentNode(Field)!;
        var declaration = SyntaxFactory.ParseMemberDeclaration($"private {(isStatic ? "static " : "")}readonly {type} {name}{(isStatic ? $" = {creation}" : "")};")!;
        SyntaxTrivia[] indentation = [.. member.GetLeadingTrivia().Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia))];
        return root.InsertNodesAfter(member, [declaration.WithLeadingTrivia(indentation).WithTrailingTrivia(Statements.EndOfLine(root))]);
    }

    private static ISymbol? Receiver(InvocationExpressionSyntax call, SemanticModel model) => call.Expression is MemberAccessExpressionSyntax { Expression: var network }
        && network is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
        && model.GetSymbolInfo(network).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } ? model.GetSymbolInfo(network).Symbol : null;

    private static StatementSyntax? Declaration(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.Length == 1 ? local.DeclaringSyntaxReferences[0].GetSyntax().FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() : null;

    private static SyntaxNode Scope(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global.Parent! : statement.Parent!;

    private static CombinedOwner? OfMembers(ISymbol first, ISymbol second, SyntaxNode target)
    {
        if (target.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || Member(first, type) is not { } one || Member(second, type) is not { } other || first.IsStatic != second.IsStatic)
            return null;
        var later = one.SpanStart > other.SpanStart ? one : other;
        var prefix = first is IFieldSymbol && !first.Name.StartsWith("_", StringComparison.Ordinal) ? "" : "_";
        if (first.IsStatic)
            return HasInitializer(one) && HasInitializer(other) ? new CombinedOwner(later, later, prefix) : null;
        // Initializers of fields run before the constructor, but see no other field.
        StatementSyntax[] assignments = [.. new[] { first, second }.Select(symbol => Assignment(symbol, type)).OfType<StatementSyntax>().OrderBy(s => s.SpanStart)];
        return assignments.Length + new[] { one, other }.Count(HasInitializer) == 2 && assignments.Length > 0 && assignments.All(a => a.Parent == assignments[0].Parent)
            ? new CombinedOwner(assignments[assignments.Length - 1], later, prefix)
            : null;
    }

    private static MemberDeclarationSyntax? Member(ISymbol symbol, TypeDeclarationSyntax type) => symbol is IFieldSymbol or IPropertySymbol && symbol.DeclaringSyntaxReferences.Length == 1
        && symbol.DeclaringSyntaxReferences[0].GetSyntax().FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.Parent == type ? member : null;

    private static bool HasInitializer(MemberDeclarationSyntax member) =>
        member is FieldDeclarationSyntax { Declaration.Variables: { Count: 1 } variables } ? variables[0].Initializer is not null : member is PropertyDeclarationSyntax { Initializer: not null };

    /// <summary>The statement of the only constructor that sets a member.</summary>
    private static StatementSyntax? Assignment(ISymbol member, TypeDeclarationSyntax type) =>
        type.Members.OfType<ConstructorDeclarationSyntax>().ToArray() is { Length: 1 } constructors && constructors[0].Body is { } body
            ? body.Statements.OfType<ExpressionStatementSyntax>().FirstOrDefault(s => s.Expression is AssignmentExpressionSyntax { Left: var left }
                && (left is IdentifierNameSyntax name ? name : (left as MemberAccessExpressionSyntax)?.Name as IdentifierNameSyntax)?.Identifier.ValueText == member.Name)
            : null;
}
