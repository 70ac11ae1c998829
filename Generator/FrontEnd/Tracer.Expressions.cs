using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <content>Expressions: constants, variables, operators, conversions, choices.</content>
internal sealed partial class Tracer
{
    private Value Evaluate(IOperation operation)
    {
        if (!CountStep(operation))
            return PoisonValue.Instance;
        if (operation.ConstantValue is { HasValue: true } constant)
            return new ConstantValue(constant.Value);
        return operation switch
        {
            ILocalReferenceOperation local => FindVariable(local.Local),
            IParameterReferenceOperation parameter => FindVariable(parameter.Parameter),
            IInvocationOperation call => EvaluateCall(call),
            IBinaryOperation binary => EvaluateBinary(binary),
            IUnaryOperation unary => EvaluateUnary(unary),
            IConversionOperation conversion => EvaluateConversion(conversion),
            IParenthesizedOperation inner => Evaluate(inner.Operand),
            IConditionalOperation choice => EvaluateChoice(choice),
            ISwitchExpressionOperation choice => EvaluateSwitch(choice),
            IIsPatternOperation test => EvaluateIs(test),
            ITupleOperation tuple => new TupleValue([.. tuple.Elements.Select(Evaluate)]),
            IFieldReferenceOperation field => EvaluateField(field),
            IPropertyReferenceOperation property => EvaluateProperty(property),
            IArrayCreationOperation array => EvaluateArray(array),
            ICollectionExpressionOperation collection => EvaluateCollection(collection),
            IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => EvaluateElement(operation),
            IRangeOperation range => new RangeValue(range),
            IAssignmentOperation assignment => EvaluateAssignment(assignment),
            IIncrementOrDecrementOperation step => EvaluateIncrement(step),
            ICoalesceOperation coalesce => Evaluate(coalesce.Value) is var value && IsNull(value) ? Evaluate(coalesce.WhenNull) : value,
            IInterpolatedStringOperation text => EvaluateInterpolation(text),
            IDelegateCreationOperation creation => Evaluate(creation.Target),
            IAnonymousFunctionOperation lambda => new FunctionValue(lambda.Symbol, lambda.Body, _scope),
            IMethodReferenceOperation method => _scope.Find(method.Method) ?? new FunctionValue(method.Method, null, null),
            IDefaultValueOperation => new ConstantValue(null),
            IInvalidOperation => Invalid(),
            _ => RefuseExpression(operation),
        };
    }

    private Value Invalid()
    {
        issues.Invalidate();
        return PoisonValue.Instance;
    }

    private PoisonValue RefuseExpression(IOperation operation)
    {
        var (what, instead) = UnsupportedOperations.Describe(operation);
        return Unsupported(operation.Syntax, what, instead);
    }

    // A variable without a value is one that C# reports as unassigned.
    private Value FindVariable(ISymbol variable) => _scope.Find(variable) ?? Invalid();

    // A sum of many terms is a chain of operations to the left, which may be longer than the stack is deep.
    private Value EvaluateBinary(IBinaryOperation binary)
    {
        var chain = new Stack<IBinaryOperation>();
        IOperation first = binary;
        for (; first is IBinaryOperation { ConstantValue.HasValue: false } outer; first = outer.LeftOperand)
            chain.Push(outer);
        var value = Evaluate(first);
        while (chain.Count > 0 && value is not PoisonValue)
            value = EvaluateRight(value, chain.Pop());
        return value;
    }

    private Value EvaluateRight(Value left, IBinaryOperation binary)
    {
        if (!CountStep(binary))
            return PoisonValue.Instance;
        if (left is ConstantValue { Value: bool decided }
            && (binary.OperatorKind == BinaryOperatorKind.ConditionalAnd && !decided || binary.OperatorKind == BinaryOperatorKind.ConditionalOr && decided))
            return left;
        var right = Evaluate(binary.RightOperand);
        return right is PoisonValue ? right : Combine(binary.OperatorKind, left, right, binary.IsChecked, binary);
    }

    private Value Combine(BinaryOperatorKind kind, Value left, Value right, bool isChecked, IOperation site)
    {
        if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && IsNull(left) != IsNull(right))
            return new ConstantValue(kind == BinaryOperatorKind.NotEquals);
        if (left is TensorValue || right is TensorValue)
        {
            // Tensors divide as real numbers do, and C# would cut the quotient of two integers; remainders and shifts they do not have.
            if (site.Type?.SpecialType == SpecialType.System_Int32 && WholeOnly(kind) is { } whole)
                return Unsupported(site.Syntax, $"{whole} of integers that depend on data", "compute it in the arms of a 'switch', as in 'ArgMax(x) switch { var i => Expert(i / 2, x) }', or divide by a float");
            if (kind == BinaryOperatorKind.Divide && right is TensorValue { Node.Op: Ops.Constant { Value: 0 } } or ConstantValue { Value: 0 or 0f or 0d })
                return Report(DiagnosticIds.ConstantFailed, site.Syntax, "the divisor is zero (of two integers the quotient is cut: 1 / 2 is 0, 1f / 2 is one half)");
            return ToNode(left, site) is { } l && ToNode(right, site) is { } r
                ? Build(site.Syntax, [l, r], () => TensorOperators.Binary(builder, kind, l, r) is { } node ? new TensorValue(node) : RefuseExpression(site))
                : PoisonValue.Instance;
        }

        if (left is not ConstantValue l1 || right is not ConstantValue r1)
            return RefuseExpression(site);
        try
        {
            return ConstantFolding.Binary(kind, l1.Value, r1.Value, isChecked) ?? (Value)RefuseExpression(site);
        }
        catch (ArithmeticException exception)
        {
            return Report(DiagnosticIds.ConstantFailed, site.Syntax, exception is DivideByZeroException ? "division by zero" : "the result is too large for its type");
        }
    }

    /// <summary>What to call an operator that only whole numbers have, or that is another one for them; null for others.</summary>
    private static string? WholeOnly(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Divide => "a quotient",
        BinaryOperatorKind.Remainder => "a remainder",
        BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift => "a shift",
        BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr => "a bitwise combination",
        _ => null,
    };

    private Value EvaluateUnary(IUnaryOperation unary)
    {
        var operand = Evaluate(unary.Operand);
        return (unary.OperatorKind, operand) switch
        {
            (_, PoisonValue) => operand,
            // C# asks `operator true` of a condition that is a tensor; whoever needs the bool reports it.
            (UnaryOperatorKind.True or UnaryOperatorKind.False, TensorValue) => operand,
            (UnaryOperatorKind.Hat, ConstantValue { Value: int fromEnd }) => new FromEndValue(fromEnd),
            (_, TensorValue) => ToNode(operand, unary) is { } node
                ? Build(unary.Syntax, [node], () => TensorOperators.Unary(builder, unary.OperatorKind, node) is { } result ? new TensorValue(result) : RefuseExpression(unary))
                : PoisonValue.Instance,
            (_, ConstantValue constant) => ConstantFolding.Unary(unary.OperatorKind, constant.Value) ?? (Value)RefuseExpression(unary),
            _ => RefuseExpression(unary),
        };
    }

    private Value EvaluateConversion(IConversionOperation conversion)
    {
        var operand = Evaluate(conversion.Operand);
        if (operand is not ConstantValue constant)
            return operand;
        if (conversion.Type.IsTensor() && constant.Value is not null)
            return ToNode(constant, conversion) is { } node ? new TensorValue(node) : PoisonValue.Instance;
        return new ConstantValue(ConstantFolding.Convert(constant.Value, conversion.Type));
    }

    private Value EvaluateChoice(IConditionalOperation choice)
    {
        var condition = Evaluate(choice.Condition);
        if (condition is TensorValue)
            return ToNode(condition, choice.Condition) is { } node ? RouteByCondition(choice, node) : PoisonValue.Instance;
        return Condition(condition, choice.Condition, "This '?:'") switch
        {
            true => Evaluate(choice.WhenTrue),
            false when choice.WhenFalse is { } otherwise => Evaluate(otherwise),
            _ => PoisonValue.Instance,
        };
    }

    private Value EvaluateInterpolation(IInterpolatedStringOperation text)
    {
        var result = "";
        foreach (var part in text.Parts)
        {
            var value = part switch
            {
                IInterpolatedStringTextOperation literal => Evaluate(literal.Text),
                IInterpolationOperation { Alignment: null, FormatString: null } hole => Evaluate(hole.Expression),
                _ => RefuseExpression(part),
            };
            if (value is PoisonValue)
                return value;
            if (value is not ConstantValue constant)
                return Report(DiagnosticIds.NotConstant, part.Syntax, "A text", "this is no constant");
            result += ConstantFolding.Text(constant.Value);
        }

        return new ConstantValue(result);
    }

    /// <summary>A value as a node, or null if it is none, which is reported.</summary>
    private Node? ToNode(Value value, IOperation site)
    {
        switch (value)
        {
            case TensorValue { Function: { } function }:
                Report(DiagnosticIds.MetricAsValue, site.Syntax, function);
                return null;
            case TensorValue tensor when tensor.Node.Type.Rows is { } rows && builder.Rows?.IsWithin(rows) != true:
                Report(DiagnosticIds.AssignedInBranch, site.Syntax, names.Describe(tensor.Node) ?? "A value");
                return null;
            case TensorValue tensor:
                return tensor.Node;
            case ConstantValue { Value: double wide } when float.IsInfinity((float)wide) && !double.IsInfinity(wide):
                Report(DiagnosticIds.ConstantFailed, site.Syntax, FormattableString.Invariant($"{wide} is beyond the 32-bit floats, which networks compute with"));
                return null;
            case ConstantValue { Value: int or long or float or double } number:
                return builder.Add(new Ops.Constant((float)ConstantFolding.ToDouble(number.Value!)));
            case ConstantValue { Value: null }:
                Report(DiagnosticIds.NotConstant, site.Syntax, "A tensor", "this is null");
                return null;
            case PoisonValue:
                return null;
            default:
                Unsupported(site.Syntax, "this value as a tensor", "use a tensor or a number");
                return null;
        }
    }
}
