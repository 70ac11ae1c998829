using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <content>Arrays, collection expressions, elements, ranges.</content>
internal sealed partial class Tracer
{
    private Value EvaluateArray(IArrayCreationOperation array)
    {
        if (array.DimensionSizes.Length != 1)
            return Unsupported(array.Syntax, "an array of several dimensions", "use an array of arrays");
        if (array.Initializer is { } initializer)
            return Collect(initializer.ElementValues);
        return Evaluate(array.DimensionSizes[0]) switch
        {
            ConstantValue { Value: int size and >= 0 and <= MaximumIterations } => new ArrayValue([.. Enumerable.Repeat(DefaultElement(array), size)]),
            PoisonValue poison => poison,
            ConstantValue => Report(DiagnosticIds.ConstantFailed, array.DimensionSizes[0].Syntax, $"an array has 0 to {MaximumIterations} elements here"),
            _ => Report(DiagnosticIds.NotConstant, array.DimensionSizes[0].Syntax, "The size of an array", "this is not"),
        };
    }

    private static Value DefaultElement(IArrayCreationOperation array) => (array.Type as IArrayTypeSymbol)?.ElementType.SpecialType switch
    {
        SpecialType.System_Int32 => new ConstantValue(0),
        SpecialType.System_Single => new ConstantValue(0f),
        SpecialType.System_Double => new ConstantValue(0d),
        SpecialType.System_Boolean => new ConstantValue(false),
        _ => new ConstantValue(null),
    };

    private Value EvaluateCollection(ICollectionExpressionOperation collection) => Collect(collection.Elements);

    private Value Collect(IEnumerable<IOperation> elements)
    {
        var items = new List<Value>();
        foreach (var element in elements)
        {
            if (element is not ISpreadOperation spread)
            {
                // Nested initializers of arrays of arrays are array creations of their own.
                items.Add(element is IArrayInitializerOperation nested ? Collect(nested.ElementValues) : Evaluate(element));
                continue;
            }

            switch (Evaluate(spread.Operand))
            {
                case ArrayValue array:
                    items.AddRange(array.Items);
                    break;
                case PoisonValue poison:
                    return poison;
                default:
                    return Unsupported(spread.Syntax, "a spread of this", "spread an array of tensors");
            }
        }

        return new ArrayValue([.. items]);
    }

    private Value EvaluateElement(IOperation element)
    {
        var (array, index) = ElementOf(element);
        if (array is PoisonValue || index is PoisonValue)
            return PoisonValue.Instance;
        if (array is not ArrayValue { Items: var items })
            return Unsupported(element.Syntax, "an index here", "only arrays have elements; use Slice or Split on a tensor");
        if (index is RangeValue range)
            return EvaluateRange(range.Operation, items);
        return Position(index, items.Length, element) is { } position ? items[position] : PoisonValue.Instance;
    }

    /// <summary>The array and the index of an element, both evaluated.</summary>
    private (Value Array, Value Index) ElementOf(IOperation element) => element switch
    {
        // Arrays of several dimensions are refused where they are made.
        IArrayElementReferenceOperation reference => (Evaluate(reference.ArrayReference), Evaluate(reference.Indices[0])),
        IImplicitIndexerReferenceOperation reference => (Evaluate(reference.Instance), Evaluate(reference.Argument)),
        IPropertyReferenceOperation { Instance: { } instance, Arguments.Length: 1 } reference =>
            (Evaluate(instance), Evaluate(reference.Arguments[0].Value)),
        _ => (RefuseExpression(element), PoisonValue.Instance),
    };

    /// <summary>The position that an index means, or null, reported, if there is none.</summary>
    private int? Position(Value index, int length, IOperation site)
    {
        int position;
        switch (index)
        {
            case ConstantValue { Value: int value }:
                position = value;
                break;
            case FromEndValue value:
                position = length - value.Value;
                break;
            case TensorValue:
                Report(DiagnosticIds.DataDependentChoice, site.Syntax, "This index");
                return null;
            default:
                Report(DiagnosticIds.NotConstant, site.Syntax, "An index", "this is not");
                return null;
        }

        if (position >= 0 && position < length)
            return position;
        Report(DiagnosticIds.WrongCount, site.Syntax, "Index out of range", $"an index from 0 to {length - 1}", position);
        return null;
    }

    private Value EvaluateRange(IRangeOperation range, Value[] items)
    {
        var start = range.LeftOperand is { } left ? Bound(Evaluate(left), items.Length) : 0;
        var end = range.RightOperand is { } right ? Bound(Evaluate(right), items.Length) : items.Length;
        if (start is null || end is null)
            return Report(DiagnosticIds.NotConstant, range.Syntax, "A range", "this is not");
        if (start < 0 || end > items.Length || start > end)
            return Report(DiagnosticIds.WrongCount, range.Syntax, "Range out of bounds", $"bounds from 0 to {items.Length}", $"{start}..{end}");
        return new ArrayValue([.. items.Skip(start.Value).Take(end.Value - start.Value)]);
    }

    private static int? Bound(Value value, int length) => value switch
    {
        ConstantValue { Value: int bound } => bound,
        FromEndValue bound => length - bound.Value,
        _ => null,
    };
}
