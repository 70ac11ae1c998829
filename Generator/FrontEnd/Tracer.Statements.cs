using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <content>Statements: blocks, declarations, choices, jumps.</content>
internal sealed partial class Tracer
{
    /// <summary>How a statement ends.</summary>
    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }

    /// <summary>Ends the inlined method with a value that stands for something wrong.</summary>
    private Flow GiveUp()
    {
        _returned = PoisonValue.Instance;
        return Flow.Return;
    }

    private Flow Execute(IOperation statement)
    {
        if (!CountStep(statement))
            return GiveUp();
        return statement switch
        {
            IBlockOperation block => ExecuteBlock(block.Operations),
            IVariableDeclarationGroupOperation group => Declare(group),
            IExpressionStatementOperation expression => Discard(Evaluate(expression.Operation)),
            IReturnOperation { Kind: OperationKind.Return } result => Return(result),
            IConditionalOperation choice => Choose(choice),
            IForLoopOperation loop => ExecuteFor(loop),
            IForEachLoopOperation loop => ExecuteForEach(loop),
            IWhileLoopOperation loop => ExecuteWhile(loop),
            ISwitchOperation choice => ExecuteSwitch(choice),
            IBranchOperation { BranchKind: BranchKind.Break } => Flow.Break,
            IBranchOperation { BranchKind: BranchKind.Continue } => Flow.Continue,
            ILabeledOperation { Operation: { } inner } => Execute(inner),
            ILocalFunctionOperation or IEmptyOperation => Flow.Next,
            _ => GiveUpOn(statement),
        };
    }

    private Flow ExecuteBlock(IEnumerable<IOperation> statements)
    {
        var outer = _scope;
        _scope = NewScope(outer);
        // A local function can be called before the line that declares it.
        foreach (var function in statements.OfType<ILocalFunctionOperation>())
            _scope.Declare(function.Symbol, new FunctionValue(function.Symbol, function.Body, _scope));
        var flow = Flow.Next;
        foreach (var statement in statements)
        {
            flow = Execute(statement);
            if (flow != Flow.Next)
                break;
        }

        _scope = outer;
        return flow;
    }

    private Flow Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                var value = (declarator.Initializer ?? declaration.Initializer) is { } initializer ? Evaluate(initializer.Value) : null;
                _scope.Declare(declarator.Symbol, value);
                if (value is not null)
                    Name(declarator.Symbol.Name, value);
            }
        }

        return Flow.Next;
    }

    private static Flow Discard(Value _) => Flow.Next;

    private Flow Return(IReturnOperation result)
    {
        _returned = result.ReturnedValue is { } value ? Evaluate(value) : new ConstantValue(null);
        return Flow.Return;
    }

    private Flow Choose(IConditionalOperation choice) => Condition(choice.Condition, "This 'if'") switch
    {
        true => Execute(choice.WhenTrue),
        false => choice.WhenFalse is { } otherwise ? Execute(otherwise) : Flow.Next,
        null => GiveUp(),
    };

    /// <summary>The value of a condition, or null if it has none at build, which is reported.</summary>
    private bool? Condition(IOperation condition, string what) => Condition(Evaluate(condition), condition, what);

    private bool? Condition(Value value, IOperation condition, string what)
    {
        switch (value)
        {
            case ConstantValue { Value: bool known }:
                return known;
            case TensorValue:
                Report(DiagnosticIds.DataDependentChoice, condition.Syntax, what);
                return null;
            case PoisonValue:
                return null;
            default:
                Report(DiagnosticIds.NotConstant, condition.Syntax, what, "it is not a bool");
                return null;
        }
    }

    private Flow GiveUpOn(IOperation statement)
    {
        if (statement is IInvalidOperation)
        {
            issues.Invalidate();
            return GiveUp();
        }

        var (what, instead) = UnsupportedOperations.Describe(statement);
        Unsupported(UnsupportedOperations.Pinpoint(statement.Syntax), what, instead);
        return GiveUp();
    }
}
