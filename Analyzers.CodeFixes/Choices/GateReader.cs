using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>Finds the gates in expressions of a definition, also behind locals.</summary>
internal sealed class GateReader(SemanticModel model)
{
    /// <summary>A term of a sum, if one of its factors is a gate.</summary>
    public GatedValue? Term(ExpressionSyntax term)
    {
        var factors = Factors(Inner(term)).ToArray();
        for (var i = 0; i < factors.Length; i++)
        {
            if (Read(factors[i]) is not { } found)
                continue;
            // A weight that counts where its condition holds stays as a factor.
            var others = factors.Take(i).Concat(found.Weight is { } weight ? [weight] : []).Concat(factors.Skip(i + 1)).Select(factor => factor.WithoutTrivia()).ToArray();
            if (others.Length > 0)
                return new GatedValue(found.Gate, others.Aggregate(ChoiceSyntax.Times));
        }

        return null;
    }

    /// <summary>The position of the 1 in a vector of each row with a single one.</summary>
    public ExpressionSyntax? OneHot(ExpressionSyntax expression) => Resolve(expression) is InvocationExpressionSyntax call
        ? FunctionName(call) switch
        {
            "OneHot" => Arguments(call)[0],
            "Reshape" or "BroadcastTo" => OneHot(Arguments(call)[0]),
            _ => null,
        }
        : null;

    /// <summary>The values that are joined to one, along whatever axis.</summary>
    public IReadOnlyList<ExpressionSyntax>? Joined(ExpressionSyntax expression) => Resolve(expression) is InvocationExpressionSyntax call
        ? FunctionName(call) switch
        {
            "Stack" or "Concat" => Elements(Arguments(call)),
            "StackAlong" or "ConcatAlong" => Elements([.. Arguments(call).Skip(1)]),
            "Reshape" => Joined(Arguments(call)[0]),
            _ => null,
        }
        : null;

    /// <summary>The name of a function of definitions that is called; null for other calls.</summary>
    public string? FunctionName(InvocationExpressionSyntax call) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { Name: "Ops", ContainingNamespace.Name: "NetGen" } } method && call.ArgumentList.Arguments.All(a => a.NameColon is null)
            ? method.Name
            : null;

    public static IReadOnlyList<ExpressionSyntax> Arguments(InvocationExpressionSyntax call) => [.. call.ArgumentList.Arguments.Select(a => a.Expression)];

    /// <summary>The only index of an element.</summary>
    public static ExpressionSyntax? IndexOf(ElementAccessExpressionSyntax element) => element.ArgumentList.Arguments is { Count: 1 } indices ? indices[0].Expression : null;

    /// <summary>What an expression is behind parentheses and locals that have one value.</summary>
    public ExpressionSyntax Resolve(ExpressionSyntax expression)
    {
        expression = Inner(expression);
        return expression is IdentifierNameSyntax name && Initializer(name) is { } initial ? Resolve(initial) : expression;
    }

    /// <summary>The value that a local is declared with; the local itself if it gets another one.</summary>
    public ExpressionSyntax ResolveOnce(IdentifierNameSyntax name) => Initializer(name) ?? name;

    public static ExpressionSyntax Inner(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        return expression;
    }

    private (Gate Gate, ExpressionSyntax? Weight)? Read(ExpressionSyntax factor)
    {
        if (Inner(factor) is IdentifierNameSyntax name && model.GetTypeInfo(name).Type is { Name: "Tensor" } && Resolve(name) is var condition && IsCondition(condition))
            return (Gate.Of(name.WithoutTrivia()), null);
        switch (Resolve(factor))
        {
            case var test when IsCondition(test):
                return (Gate.Of(test.WithoutTrivia()), null);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression } difference when IsNumber(difference.Left, 1) && Read(difference.Right) is { Weight: null } opposite:
                return (opposite.Gate.Not, null);
            case InvocationExpressionSyntax call when FunctionName(call) == "Where":
                return OfWhere(Arguments(call));
            case InvocationExpressionSyntax call when FunctionName(call) == "Slice" && Arguments(call) is { Count: > 2 } slice && IsNumber(slice[2], 1) && OneHot(slice[0]) is { } position:
                return (Gate.At(position, slice[1]), null);
            case ElementAccessExpressionSyntax element when IndexOf(element) is { } index && Resolve(element.Expression) is InvocationExpressionSyntax call
                && FunctionName(call) is "Split" or "Unstack" && OneHot(Arguments(call)[0]) is { } position:
                return (Gate.At(position, index), null);
            default:
                return null;
        }
    }

    /// <summary><c>Where(condition, weight, 0)</c> or the other way round.</summary>
    private (Gate Gate, ExpressionSyntax? Weight)? OfWhere(IReadOnlyList<ExpressionSyntax> arguments)
    {
        if (arguments.Count != 3 || !IsNumber(arguments[1], 0) && !IsNumber(arguments[2], 0))
            return null;
        var isNegated = IsNumber(arguments[1], 0);
        var weight = arguments[isNegated ? 2 : 1];
        return (Gate.Of(arguments[0].WithoutTrivia(), isNegated), IsNumber(weight, 1) ? null : weight);
    }

    private static bool IsCondition(ExpressionSyntax expression) => expression.Kind()
        is SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
        or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.LogicalNotExpression or SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression;

    private bool IsNumber(ExpressionSyntax expression, int number) => model.GetConstantValue(Inner(expression)) is { HasValue: true, Value: { } value } && value is int or float or double
        && Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) == number;

    /// <summary>The elements of what is passed as an array, also one that is held by a local.</summary>
    private IReadOnlyList<ExpressionSyntax>? Elements(IReadOnlyList<ExpressionSyntax> arguments) => arguments.Count == 1
        ? Resolve(arguments[0]) switch
        {
            CollectionExpressionSyntax collection when collection.Elements.All(e => e is ExpressionElementSyntax) => [.. collection.Elements.Select(e => ((ExpressionElementSyntax)e).Expression)],
            ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
            _ => null,
        }
        : arguments;

    /// <summary>What a local is from its declaration on; null if it gets another value.</summary>
    private ExpressionSyntax? Initializer(IdentifierNameSyntax name)
    {
        if (model.GetSymbolInfo(name).Symbol is not ILocalSymbol { DeclaringSyntaxReferences.Length: 1 } local || local.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value })
            return null;
        return Statements.Member(name).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => a.Left.ToString() == local.Name) ? null : value;
    }

    private static IEnumerable<ExpressionSyntax> Factors(ExpressionSyntax product) => Inner(product) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } both
        ? Factors(both.Left).Concat(Factors(both.Right))
        : [product];
}
