using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <content>Assignments, deconstruction, increments.</content>
internal sealed partial class Tracer
{
    private Value EvaluateAssignment(IAssignmentOperation assignment)
    {
        switch (assignment)
        {
            case ISimpleAssignmentOperation { IsRef: false } simple:
                return AssignTo(simple.Target, Evaluate(simple.Value));
            case ICompoundAssignmentOperation compound:
                var left = Evaluate(compound.Target);
                var right = Evaluate(compound.Value);
                if (left is PoisonValue || right is PoisonValue)
                    return AssignTo(compound.Target, PoisonValue.Instance);
                return AssignTo(compound.Target, Narrow(CombineCompound(compound, left, right), compound.Target.Type));
            case IDeconstructionAssignmentOperation deconstruction:
                return AssignTo(deconstruction.Target, Evaluate(deconstruction.Value));
            case ICoalesceAssignmentOperation coalesce:
                var current = Evaluate(coalesce.Target);
                return IsNull(current) ? AssignTo(coalesce.Target, Evaluate(coalesce.Value)) : current;
            default:
                return RefuseExpression(assignment);
        }
    }

    // In `i += 0.5` C# computes in the wider type and converts back; the operands of the operation are not converted yet.
    private Value CombineCompound(ICompoundAssignmentOperation compound, Value left, Value right)
    {
        if (left is ConstantValue l && right is ConstantValue r && l.Value?.GetType() != r.Value?.GetType())
        {
            var common = l.Value is double || r.Value is double ? typeof(double) : l.Value is float || r.Value is float ? typeof(float) : typeof(long);
            if (l.Value is IConvertible and not string && r.Value is IConvertible and not string)
                (left, right) = (ToCommon(l, common), ToCommon(r, common));
        }

        return Combine(compound.OperatorKind, left, right, compound.IsChecked, compound);
    }

    private static ConstantValue ToCommon(ConstantValue value, Type type) =>
        new(System.Convert.ChangeType(value.Value, type, System.Globalization.CultureInfo.InvariantCulture));

    private static Value Narrow(Value value, ITypeSymbol? type) =>
        value is ConstantValue constant && !type.IsTensor() ? new ConstantValue(ConstantFolding.Convert(constant.Value, type)) : value;

    private Value EvaluateIncrement(IIncrementOrDecrementOperation step)
    {
        var before = Evaluate(step.Target);
        if (before is PoisonValue)
            return before;
        var kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        var one = before is ConstantValue constant ? new ConstantValue(ConstantFolding.Convert(1, step.Target.Type) ?? 1) : new ConstantValue(1);
        var after = AssignTo(step.Target, Combine(kind, before, one, step.IsChecked, step));
        return step.IsPostfix ? before : after;
    }

    /// <summary>Gives the target of an assignment its value; tuples and declarations are taken apart.</summary>
    private Value AssignTo(IOperation target, Value value, bool declares = false)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                return SetVariable(local, local.Local, value, declares);
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                return SetVariable(parameter, parameter.Parameter, value, declares);
            case IVariableDeclaratorOperation declarator:
                return SetVariable(declarator, declarator.Symbol, value, declares: true);
            case IDeclarationExpressionOperation declaration:
                return AssignTo(declaration.Expression, value, declares: true);
            case ITupleOperation tuple:
                return AssignParts(tuple, value, declares);
            case IDiscardOperation:
                return value;
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                return AssignElement(target, value);
            case IInvalidOperation:
                return Invalid();
            default:
                return Unsupported(target.Syntax, "an assignment to this", "a definition computes values; assign to locals and elements of local arrays only");
        }
    }

    private Value SetVariable(IOperation site, ISymbol variable, Value value, bool declares)
    {
        if (declares)
            _scope.Declare(variable, value);
        else if (!_scope.TryAssign(variable, value, builder.Rows))
            return Report(DiagnosticIds.AssignedInBranch, site.Syntax, variable.Name);
        Name(variable.Name, value);
        return value;
    }

    private Value AssignElement(IOperation target, Value value)
    {
        var (array, index) = ElementOf(target);
        if (array is PoisonValue || index is PoisonValue)
            return PoisonValue.Instance;
        if (array is not ArrayValue { Items: var items })
            return Unsupported(target.Syntax, "an assignment to an element of this", "only elements of local arrays can be assigned");
        return Position(index, items.Length, target) is { } position ? items[position] = value : PoisonValue.Instance;
    }

    private Value AssignParts(ITupleOperation target, Value value, bool declares)
    {
        var parts = value switch
        {
            TupleValue tuple => (IReadOnlyList<Value>)tuple.Items,
            ArrayValue array => array.Items,
            PoisonValue => [.. target.Elements.Select(_ => value)],
            _ => null,
        };
        if (parts is null)
            return Unsupported(target.Syntax, "a deconstruction of this", "only tuples and arrays of tensors can be taken apart");
        if (parts.Count != target.Elements.Length)
        {
            Report(DiagnosticIds.WrongCount, target.Syntax, "Deconstruction into the wrong number of parts", parts.Count, target.Elements.Length);
            parts = [.. target.Elements.Select(_ => PoisonValue.Instance)];
        }

        for (var i = 0; i < parts.Count; i++)
            AssignTo(target.Elements[i], parts[i], declares);
        return value;
    }
}
