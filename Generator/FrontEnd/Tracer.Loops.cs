using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <content>Loops, unrolled, and <c>switch</c> statements on constants.</content>
internal sealed partial class Tracer
{
    private const int MaximumIterations = 10_000;

    private Flow ExecuteFor(IForLoopOperation loop)
    {
        var outer = _scope;
        _scope = NewScope(outer);
        foreach (var statement in loop.Before)
            Execute(statement);
        var flow = Repeat(
            loop,
            () => loop.Condition is { } condition ? Condition(condition, "The bound of this 'for'") : true,
            () =>
            {
                foreach (var statement in loop.AtLoopBottom)
                    Execute(statement);
            });
        _scope = outer;
        return flow;
    }

    private Flow ExecuteWhile(IWhileLoopOperation loop)
    {
        if (loop.Condition is not { } condition)
            return GiveUp();
        // A do loop does not ask before its first iteration.
        var skip = !loop.ConditionIsTop;
        return Repeat(
            loop,
            () =>
            {
                if (!skip)
                    return Condition(condition, "The condition of this loop");
                skip = false;
                return true;
            },
            () => { });
    }

    private Flow Repeat(ILoopOperation loop, Func<bool?> goesOn, Action atBottom)
    {
        for (var iteration = 0; ; iteration++)
        {
            switch (goesOn())
            {
                case null: return GiveUp();
                case false: return Flow.Next;
            }

            if (iteration == MaximumIterations)
            {
                Report(DiagnosticIds.UnrollLimit, LoopHead(loop), "This loop", $"{MaximumIterations} iterations");
                return GiveUp();
            }

            var flow = Execute(loop.Body);
            if (flow == Flow.Return)
                return flow;
            if (flow == Flow.Break)
                return Flow.Next;
            atBottom();
        }
    }

    private Flow ExecuteForEach(IForEachLoopOperation loop)
    {
        var items = Evaluate(loop.Collection) switch
        {
            ArrayValue array => array.Items,
            ConstantValue { Value: string text } => [.. text.Select(c => new ConstantValue(c))],
            PoisonValue => null,
            var other => NotIterable(loop, other),
        };
        if (items is null)
            return GiveUp();
        var next = 0;
        return Repeat(
            loop,
            () =>
            {
                if (next == items.Length)
                    return false;
                AssignTo(loop.LoopControlVariable, items[next++], declares: true);
                return true;
            },
            () => { });
    }

    private Value[]? NotIterable(IForEachLoopOperation loop, Value value)
    {
        var why = value is TensorValue ? "this is a tensor; Split it first" : "this is none";
        Report(DiagnosticIds.NotConstant, loop.Collection.Syntax, "What 'foreach' goes over", $"only arrays are, and {why}");
        return null;
    }

    private static SyntaxNode LoopHead(ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Condition: { } condition } => condition.Syntax,
        IWhileLoopOperation { Condition: { } condition } => condition.Syntax,
        IForEachLoopOperation each => each.Collection.Syntax,
        _ => loop.Syntax,
    };

    private Flow ExecuteSwitch(ISwitchOperation choice)
    {
        var value = Evaluate(choice.Value);
        if (value is PoisonValue)
            return GiveUp();
        if (value is TensorValue)
        {
            Report(DiagnosticIds.DataDependentChoice, choice.Value.Syntax, "This 'switch'");
            return GiveUp();
        }

        var outer = _scope;
        _scope = NewScope(outer);
        var chosen = FindCase(choice, value, out var failed);
        var flow = failed ? GiveUp() : chosen is null ? Flow.Next : ExecuteBlock(chosen.Body);
        _scope = outer;
        return flow == Flow.Break ? Flow.Next : flow;
    }

    private ISwitchCaseOperation? FindCase(ISwitchOperation choice, Value value, out bool failed)
    {
        failed = false;
        foreach (var section in choice.Cases)
        {
            foreach (var clause in section.Clauses)
            {
                var matches = MatchesClause(clause, value);
                failed = matches is null;
                if (matches is not false)
                    return section;
            }
        }

        return choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
    }

    private bool? MatchesClause(ICaseClauseOperation clause, Value value) => clause switch
    {
        ISingleValueCaseClauseOperation single => Matches(single.Value, value),
        IPatternCaseClauseOperation pattern => Matches(pattern.Pattern, value) switch
        {
            true => pattern.Guard is { } guard ? Condition(guard, "This 'when'") : true,
            var other => other,
        },
        _ => false,
    };
}
