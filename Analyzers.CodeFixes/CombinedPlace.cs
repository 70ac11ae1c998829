using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>Where one prediction can take the place of two: at the first, at the second, or at the first with the memory of the second made before it.</summary>
/// <param name="Target">The call that becomes the prediction of both.</param>
/// <param name="Other">The statement that goes.</param>
/// <param name="Moved">Declarations that come to stand in front of the target.</param>
internal sealed record CombinedPlace(InvocationExpressionSyntax Target, ExpressionStatementSyntax Other, IReadOnlyList<LocalDeclarationStatementSyntax> Moved)
{
    /// <summary>The places, the best first; none if what stands between looks at the outputs of both, or if the calls do not stand in one block.</summary>
    /// <param name="inputs">The number of inputs, which come before the outputs.</param>
    public static IEnumerable<CombinedPlace> Find(InvocationExpressionSyntax first, InvocationExpressionSyntax second, int inputs, SemanticModel model)
    {
        if (first.Parent is not ExpressionStatementSyntax earlier || second.Parent is not ExpressionStatementSyntax later || BlockOf(earlier) != BlockOf(later)
            || first.ArgumentList.Arguments.Concat(second.ArgumentList.Arguments).Any(a => a.NameColon is not null))
            yield break;
        StatementSyntax[] between = [.. BlockOf(earlier).ChildNodes().Select(StatementOf).OfType<StatementSyntax>().Where(s => s.SpanStart > earlier.Span.End && s.Span.End < later.SpanStart)];
        var declarations = between.OfType<LocalDeclarationStatementSyntax>().Where(d => Declares(d, Outputs(second, inputs))).ToArray();
        if (declarations.Length == 0 && !Mentions(between, Outputs(second, inputs)))
            yield return new CombinedPlace(first, later, []);
        if (!Mentions(between, Outputs(first, inputs)))
            yield return new CombinedPlace(second, earlier, []);
        if (declarations.Length > 0 && declarations.All(d => IsMovable(d, between, model)) && !Mentions(between.Except(declarations), Outputs(second, inputs)))
            yield return new CombinedPlace(first, later, declarations);
    }

    private static SyntaxNode BlockOf(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global.Parent! : statement.Parent!;

    private static StatementSyntax? StatementOf(SyntaxNode node) => node is GlobalStatementSyntax global ? global.Statement : node as StatementSyntax;

    private static HashSet<string> Outputs(InvocationExpressionSyntax call, int inputs) =>
        new(call.ArgumentList.Arguments.Skip(inputs).SelectMany(a => a.DescendantNodes()).OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText), StringComparer.Ordinal);

    private static bool Mentions(IEnumerable<StatementSyntax> statements, HashSet<string> names) =>
        statements.SelectMany(s => s.DescendantNodes()).OfType<IdentifierNameSyntax>().Any(n => names.Contains(n.Identifier.ValueText));

    private static bool Declares(LocalDeclarationStatementSyntax declaration, HashSet<string> names) => declaration.Declaration.Variables.Any(v => names.Contains(v.Identifier.ValueText));

    /// <summary>Whether a declaration makes nothing but arrays, of sizes that are the same before the statements around it.</summary>
    private static bool IsMovable(LocalDeclarationStatementSyntax declaration, IReadOnlyList<StatementSyntax> around, SemanticModel model) => declaration.Declaration.Variables.All(v =>
        v.Initializer?.Value is ArrayCreationExpressionSyntax { Initializer: null } array && array.Type.RankSpecifiers.SelectMany(r => r.Sizes).All(size => IsFixed(size, around, model)));

    private static bool IsFixed(ExpressionSyntax size, IReadOnlyList<StatementSyntax> around, SemanticModel model) => size switch
    {
        _ when model.GetConstantValue(size).HasValue => true,
        OmittedArraySizeExpressionSyntax => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product => IsFixed(product.Left, around, model) && IsFixed(product.Right, around, model),
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Length" } member => IsFixed(member.Expression, around, model),
        IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol && !around.SelectMany(s => s.DescendantTokens()).Any(t => t.ValueText == name.Identifier.ValueText && IsChanged(t)),
        _ => false,
    };

    private static bool IsChanged(SyntaxToken name) => name.Parent switch
    {
        VariableDeclaratorSyntax or SingleVariableDesignationSyntax => true,
        IdentifierNameSyntax { Parent: AssignmentExpressionSyntax assignment } use => assignment.Left == use,
        IdentifierNameSyntax { Parent: PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax } => true,
        IdentifierNameSyntax { Parent: ArgumentSyntax argument } => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
        _ => false,
    };
}
