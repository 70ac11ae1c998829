using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>Batches that are arrays of their own: the variable of a <c>foreach</c> over arrays, or the elements of arrays of arrays with the counter of a <c>for</c>.</summary>
/// <param name="Element">What takes the predictions of the batch from those of all: <c>[batch]</c>.</param>
/// <param name="Inputs">The inputs of one batch.</param>
/// <param name="Collect">Makes the predictions of all batches from the text that makes those of one.</param>
internal sealed record BatchArrays(string Element, IReadOnlyList<string> Inputs, Func<string, string> Collect)
{
    /// <summary>Null if the inputs are something else, or if Linq is not at hand.</summary>
    /// <param name="loop">The loop around the loop through the batches.</param>
    public static BatchArrays? Read(IReadOnlyList<ExpressionSyntax> inputs, StatementSyntax loop, SemanticModel model)
    {
        if (inputs.Count == 0 || !model.LookupNamespacesAndTypes(loop.SpanStart, name: "Enumerable").Any(t => t.ContainingNamespace?.ToDisplayString() == "System.Linq") || inputs.Any(i => !IsBatch(i, model)))
            return null;
        return inputs.Count == 1 && inputs[0] is IdentifierNameSyntax name ? OfForEach(name, loop, model) : OfElements(inputs, loop, model);
    }

    private static BatchArrays? OfForEach(IdentifierNameSyntax name, StatementSyntax loop, SemanticModel model)
    {
        if (name.Ancestors().TakeWhile(a => a != loop).OfType<ForEachStatementSyntax>().FirstOrDefault(each => each.Identifier.ValueText == name.Identifier.ValueText) is not { Expression: var all }
            || !IsThereBefore(loop, all, model))
            return null;
        // An array may be among the batches twice.
        return new BatchArrays($"[{name}]", [name.ToString()], prediction => $"{all.WithoutTrivia()}.Distinct().ToDictionary({name} => {name}, {name} => {prediction})");
    }

    private static BatchArrays? OfElements(IReadOnlyList<ExpressionSyntax> inputs, StatementSyntax loop, SemanticModel model)
    {
        var elements = inputs.OfType<ElementAccessExpressionSyntax>().Where(e => e.ArgumentList.Arguments.Count == 1 && IsThereBefore(loop, e.Expression, model)
            && model.GetTypeInfo(e.Expression).Type is IArrayTypeSymbol { Rank: 1 }).ToArray();
        if (elements.Length != inputs.Count || elements[0].ArgumentList.Arguments[0].Expression is not IdentifierNameSyntax counter
            || elements.Any(e => !SyntaxFactory.AreEquivalent(e.ArgumentList, elements[0].ArgumentList)) || CounterLoop(counter, loop) is not { } inner)
            return null;
        // The loop may go through some of the arrays only.
        var length = $"{elements[0].Expression.WithoutTrivia()}.Length";
        return inner.Condition?.WithoutTrivia().ToString() == $"{counter} < {length}"
            ? new BatchArrays($"[{counter}]", [.. inputs.Select(i => i.WithoutTrivia().ToString())], prediction => $"Enumerable.Range(0, {length}).Select({counter} => {prediction}).ToArray()")
            : null;
    }

    private static ForStatementSyntax? CounterLoop(IdentifierNameSyntax counter, StatementSyntax loop) => counter.Ancestors().TakeWhile(a => a != loop).OfType<ForStatementSyntax>()
        .FirstOrDefault(inner => inner.Declaration is { Variables: { Count: 1 } variables } && variables[0].Identifier.ValueText == counter.Identifier.ValueText);

    private static bool IsBatch(ExpressionSyntax input, SemanticModel model) =>
        model.GetTypeInfo(input).Type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Int32 };

    private static bool IsThereBefore(StatementSyntax loop, ExpressionSyntax expression, SemanticModel model) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax && !KeptPredictions.IsMadeIn(loop, expression, model);
}
