using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Analyzers.CodeFixes.Lifting;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>
/// Choices whose branches a loop counts through: <c>for (…) sum += gates[i] * Expert(i, x)</c>, and an array that a loop fills with <c>Expert(i, x)</c> and of which each row takes one element. The
/// position takes the place of the counter.
/// </summary>
internal sealed class FamilyLoop(DefinitionSource source, GateReader gates, ExpressionSyntax place)
{
    public IEnumerable<SyntaxNode> Candidates() => OfSum().Concat(OfArray());

    private IEnumerable<SyntaxNode> OfSum()
    {
        if (place.FirstAncestorOrSelf<ForStatementSyntax>() is not { } loop || Counted(loop) is not { } counted || counted.Assignment.Left is not IdentifierNameSyntax sum
            || Added(counted.Assignment) is not { } added || gates.Term(added) is not { Gate: { Position: { } position, Index: IdentifierNameSyntax index } } term || index.Identifier.ValueText != counted.Counter)
            yield break;
        var value = AtPosition(term.Value, counted.Counter, position);
        if (Previous(loop) is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } locals } declaration && locals[0] is { Initializer.Value: { } initial } local
            && local.Identifier.ValueText == sum.Identifier.ValueText && source.Model.GetConstantValue(initial) is { HasValue: true, Value: 0 or 0f })
            yield return UnusedLocals.Remove(source.Root, loop, Statement($"var {sum} = {value};", loop), declaration);
        yield return UnusedLocals.Remove(source.Root, loop, Statement($"{sum} += {value};", loop), null);
    }

    private IEnumerable<SyntaxNode> OfArray()
    {
        if (place is not InvocationExpressionSyntax call || Chosen(call) is not var (position, values) || Array(values) is not { } array)
            yield break;
        foreach (var loop in Statements.Member(place).DescendantNodes().OfType<ForStatementSyntax>())
        {
            if (Counted(loop) is { Assignment: { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax filled } element } assignment } counted
                && GateReader.IndexOf(element) is IdentifierNameSyntax index && filled.Identifier.ValueText == array && index.Identifier.ValueText == counted.Counter)
                yield return UnusedLocals.Remove(source.Root, place, ChoiceSyntax.InPlaceOf(place, AtPosition(assignment.Right, counted.Counter, position)), loop);
        }
    }

    /// <summary>The position and the values of a call that takes one of several values.</summary>
    private (ExpressionSyntax Position, ExpressionSyntax Values)? Chosen(InvocationExpressionSyntax call)
    {
        var arguments = GateReader.Arguments(call);
        if (gates.FunctionName(call) == "Gather" && arguments.Count == 2)
            return (arguments[1], arguments[0]);
        if (gates.FunctionName(call) != "Sum" || arguments.Count == 0 || gates.Resolve(arguments[0]) is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product)
            return null;
        return gates.OneHot(product.Left) is { } left ? (left, product.Right) : gates.OneHot(product.Right) is { } right ? (right, product.Left) : null;
    }

    /// <summary>The array whose elements are stacked.</summary>
    private string? Array(ExpressionSyntax values) =>
        gates.Resolve(values) is InvocationExpressionSyntax call && gates.FunctionName(call) == "Stack" && GateReader.Arguments(call) is { Count: 1 } parts && parts[0] is IdentifierNameSyntax name ? name.Identifier.ValueText : null;

    private static (string Counter, AssignmentExpressionSyntax Assignment)? Counted(ForStatementSyntax loop) => loop.Declaration is { Variables: { Count: 1 } counters }
        && (loop.Statement is BlockSyntax { Statements: { Count: 1 } statements } ? statements[0] : loop.Statement) is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment }
        ? (counters[0].Identifier.ValueText, assignment)
        : null;

    private static ExpressionSyntax? Added(AssignmentExpressionSyntax assignment) => assignment.Kind() switch
    {
        SyntaxKind.AddAssignmentExpression => assignment.Right,
        SyntaxKind.SimpleAssignmentExpression when assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && SyntaxFactory.AreEquivalent(sum.Left, assignment.Left) => sum.Right,
        _ => null,
    };

    private static ExpressionSyntax AtPosition(ExpressionSyntax value, string counter, ExpressionSyntax position)
    {
        var counters = value.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == counter);
        return value.ReplaceNodes(counters, (name, _) => position.WithoutTrivia().WithTriviaFrom(name)).WithoutTrivia();
    }

    private static StatementSyntax? Previous(StatementSyntax statement) =>
        statement.Parent is BlockSyntax block && block.Statements.IndexOf(statement) is > 0 and var index ? block.Statements[index - 1] : null;

    private static StatementSyntax Statement(string text, StatementSyntax place) => SyntaxFactory.ParseStatement(text).WithTriviaFrom(place);
}
