using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>A variable that goes through the same values each time that its loop runs.</summary>
/// <param name="Collection">The collection that it goes through; null for one that counts.</param>
internal readonly record struct RepeatedVariable(ISymbol Variable, Value? Collection);

/// <summary>Loop variables that go through the same values each time: an outer loop that runs the inner one again sees nothing new.</summary>
internal static class RepeatedVariables
{
    /// <summary>The variables in a call's data of the loops between it and <paramref name="outer"/> that count by constants, or go through an array.</summary>
    public static IEnumerable<RepeatedVariable> Of(Loop outer, Question question, Body body)
    {
        foreach (var statement in question.Site.Syntax.Ancestors().TakeWhile(a => a != outer.Statement))
        {
            foreach (var variable in question.Data.SelectMany(d => d.Nodes).Where(n => n.Kind == ValueKind.Variable).Select(n => n.Symbol!).Distinct(SymbolEqualityComparer.Default))
            {
                if (variable!.DeclaringSyntaxReferences.Length != 1 || !body.Variables.IsTracked(variable))
                    continue;
                var declaration = variable.DeclaringSyntaxReferences[0].GetSyntax();
                if (statement is ForStatementSyntax counting && counting.Declaration?.Variables.Contains(declaration) == true && Counts(counting, variable, body))
                    yield return new RepeatedVariable(variable, null);
                else if (statement == declaration && statement is ForEachStatementSyntax each && body.Variables.AssignedTo(variable).Count == 1 && Collection(each, body) is { } collection)
                    yield return new RepeatedVariable(variable, collection);
            }
        }
    }

    /// <summary>Whether a loop variable starts at a constant and is only ever moved on by constants.</summary>
    private static bool Counts(ForStatementSyntax loop, ISymbol variable, Body body)
    {
        var assigned = body.Variables.AssignedTo(variable);
        return assigned.Count == 2 && assigned.Count(a => a?.ConstantValue.HasValue == true) == 1 && loop.Incrementors.Count == 1 && loop.Incrementors[0] switch
        {
            PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => true,
            AssignmentExpressionSyntax step => body.OperationOf(step.Right) is { } by && IsFixed(by, body),
            _ => false,
        };
    }

    private static bool IsFixed(IOperation operation, Body body) => operation.ConstantValue.HasValue
        || (operation is ILocalReferenceOperation { Local: var local } && body.Variables.OnlyValue(local) is not null)
        || (operation is IParameterReferenceOperation { Parameter: var parameter } && body.Variables.IsTracked(parameter) && body.Variables.AssignedTo(parameter).Count == 0);

    private static Value? Collection(ForEachStatementSyntax loop, Body body)
    {
        var operation = body.OperationOf(loop.Expression);
        return operation?.Type is IArrayTypeSymbol || operation is IConversionOperation { Operand.Type: IArrayTypeSymbol } ? new ValueReader(body.Variables).Read(operation) : null;
    }
}
