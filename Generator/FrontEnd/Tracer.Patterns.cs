using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <content>Patterns and <c>switch</c> expressions on constants.</content>
internal sealed partial class Tracer
{
    private Value EvaluateSwitch(ISwitchExpressionOperation choice)
    {
        var value = Evaluate(choice.Value);
        if (value is PoisonValue)
            return value;
        if (value is TensorValue position)
            return RouteSwitch(choice, position);
        var outer = _scope;
        _scope = NewScope(outer);
        try
        {
            foreach (var arm in choice.Arms)
            {
                var matches = Matches(arm.Pattern, value);
                if (matches == true && arm.Guard is { } guard)
                    matches = Condition(guard, "This 'when'");
                if (matches is null)
                    return PoisonValue.Instance;
                if (matches == true)
                    return Evaluate(arm.Value);
            }
        }
        finally
        {
            _scope = outer;
        }

        return Report(DiagnosticIds.ConstantFailed, choice.Value.Syntax, value is ConstantValue { Value: var unmatched } ? $"no arm of the 'switch' matches the value {unmatched ?? "null"}" : "no arm of the 'switch' matches this value");
    }

    private Value EvaluateIs(IIsPatternOperation test)
    {
        var value = Evaluate(test.Value);
        if (value is PoisonValue)
            return value;
        if (value is TensorValue { Classes: { } classes } position)
            return IsAmong(position.Node, classes, test);
        return Matches(test.Pattern, value) is { } matches ? new ConstantValue(matches) : PoisonValue.Instance;
    }

    /// <summary>The condition that a position is one of those that a pattern matches.</summary>
    private Value IsAmong(Node position, int classes, IIsPatternOperation test)
    {
        var matching = Enumerable.Range(0, classes).Select(i => Matches(test.Pattern, new ConstantValue(i))).ToArray();
        if (matching.Contains(null))
            return PoisonValue.Instance;
        return Build(test.Syntax, [position], () =>
        {
            var condition = builder.Add(new Less(), position, builder.Constant(0));
            for (var i = 0; i < classes; i++)
            {
                if (matching[i] == true)
                    condition = builder.Add(new Or(), condition, builder.Add(new Equal(), position, builder.Constant(i)));
            }

            return new TensorValue(condition);
        });
    }

    /// <summary>Finds the arm of a <c>switch</c> that a value takes, null if there is none; false, reported, if that depends on data.</summary>
    internal bool TryFindArm(ISwitchExpressionOperation choice, object value, out ISwitchExpressionArmOperation? found)
    {
        found = null;
        var outer = _scope;
        _scope = NewScope(outer);
        try
        {
            foreach (var arm in choice.Arms)
            {
                var matches = Matches(arm.Pattern, new ConstantValue(value));
                if (matches == true && arm.Guard is { } guard)
                    matches = Condition(guard, "This 'when'");
                if (matches is null)
                    return false;
                if (matches == true)
                {
                    found = arm;
                    break;
                }
            }
        }
        finally
        {
            _scope = outer;
        }

        return true;
    }

    /// <summary>Whether a value matches a pattern (or equals a case's constant); null if that cannot be known at build, which is reported.</summary>
    private bool? Matches(IOperation pattern, Value value) => pattern switch
    {
        IDiscardPatternOperation => true,
        IConstantPatternOperation constant => MatchesConstant(constant.Value, value),
        IRelationalPatternOperation relational => MatchesRelation(relational, value),
        INegatedPatternOperation negated => !Matches(negated.Pattern, value),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both =>
            Matches(both.LeftPattern, value) switch { true => Matches(both.RightPattern, value), var other => other },
        IBinaryPatternOperation either =>
            Matches(either.LeftPattern, value) switch { false => Matches(either.RightPattern, value), var other => other },
        IDeclarationPatternOperation declaration => MatchesDeclaration(declaration, value),
        ITypePatternOperation => !IsNull(value),
        IRecursivePatternOperation { DeconstructionSubpatterns.Length: > 0 } parts when value is TupleValue tuple => MatchesTuple(parts, tuple),
        IPatternOperation => UnsupportedPattern(pattern),
        _ => MatchesConstant(pattern, value),
    };

    private static bool IsNull(Value value) => value is ConstantValue { Value: null };

    private bool? MatchesConstant(IOperation constant, Value value)
    {
        switch (Evaluate(constant), value)
        {
            case (ConstantValue expected, ConstantValue actual):
                return Equals(expected.Value, ConstantFolding.Convert(actual.Value, constant.Type));
            case (ConstantValue { Value: null }, _):
                return false;
            case (PoisonValue, _):
                return null;
            case (_, TensorValue):
                Report(DiagnosticIds.DataDependentChoice, constant.Syntax, "This pattern");
                return null;
            default:
                return UnsupportedPattern(constant);
        }
    }

    private bool? MatchesRelation(IRelationalPatternOperation pattern, Value value)
    {
        if (value is TensorValue)
        {
            Report(DiagnosticIds.DataDependentChoice, pattern.Syntax, "This pattern");
            return null;
        }

        return Evaluate(pattern.Value) is ConstantValue bound && value is ConstantValue actual
            && ConstantFolding.Binary(pattern.OperatorKind, actual.Value, bound.Value, isChecked: false) is { Value: bool matches }
            ? matches
            : UnsupportedPattern(pattern);
    }

    private bool? MatchesDeclaration(IDeclarationPatternOperation pattern, Value value)
    {
        if (!pattern.MatchesNull && IsNull(value))
            return false;
        if (pattern.DeclaredSymbol is { } symbol)
            _scope.Declare(symbol, value);
        return true;
    }

    private bool? MatchesTuple(IRecursivePatternOperation pattern, TupleValue tuple)
    {
        if (pattern.DeconstructionSubpatterns.Length != tuple.Items.Length)
            return false;
        for (var i = 0; i < tuple.Items.Length; i++)
        {
            var matches = Matches(pattern.DeconstructionSubpatterns[i], tuple.Items[i]);
            if (matches != true)
                return matches;
        }

        return true;
    }

    private bool? UnsupportedPattern(IOperation pattern)
    {
        Unsupported(pattern.Syntax, "this pattern", "use constants, ranges ('< 3'), 'and', 'or', 'not', 'var' and '_' on values known at build");
        return null;
    }
}
