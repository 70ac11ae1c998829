using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>Reads expressions as values. What may be different each time it is evaluated is none.</summary>
internal sealed class ValueReader
{
    private readonly Variables _variables;
    private readonly ILookup<CaptureId, IOperation>? _captures;

    /// <param name="variables">The variables of the method.</param>
    /// <param name="graph">The flow graph whose operations are read; null for operations as they are written.</param>
    public ValueReader(Variables variables, ControlFlowGraph? graph = null)
    {
        _variables = variables;
        _captures = graph?.Blocks.SelectMany(b => b.Operations).OfType<IFlowCaptureOperation>().ToLookup(c => c.Id, c => c.Value);
    }

    /// <summary>What a flow graph keeps under the id of a capture, if it is one expression.</summary>
    public IOperation? Captured(IFlowCaptureReferenceOperation reference) =>
        _captures?[reference.Id].Take(2).ToArray() is { Length: 1 } values ? values[0] : null;

    /// <summary>The lambda that an argument is, if it stands where it is passed.</summary>
    public IAnonymousFunctionOperation? Lambda(IOperation argument) =>
        Strip(argument) is IDelegateCreationOperation { Target: var target } && _variables.Functions.TryGetValue(target.Syntax, out var function)
            ? function as IAnonymousFunctionOperation
            : null;

    /// <summary>What an expression is behind conversions and captures; null if that is not one expression.</summary>
    public IOperation? Strip(IOperation? operation) => operation switch
    {
        IConversionOperation conversion => Strip(conversion.Operand),
        IFlowCaptureReferenceOperation capture => Strip(Captured(capture)),
        _ => operation,
    };

    /// <summary>Null where it cannot be said what the expression stands for.</summary>
    public Value? Read(IOperation? operation)
    {
        if (operation is null)
            return null;
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
            return new Value(ValueKind.Constant, null, constant ?? "null", operation.Type);
        return operation switch
        {
            IArgumentOperation argument => Read(argument.Value),
            IParenthesizedOperation parenthesized => Read(parenthesized.Operand),
            IConversionOperation conversion => IsView(conversion) ? Read(conversion.Operand) : ReadNumeric(conversion),
            IFlowCaptureReferenceOperation capture => Read(Captured(capture)),
            IDefaultValueOperation => new Value(ValueKind.Constant, null, "default", operation.Type),
            IInstanceReferenceOperation { Type.IsReferenceType: true } => new Value(ValueKind.This, null, null, operation.Type),
            ILocalReferenceOperation { Local: var local } => Variable(local, operation.Type),
            IParameterReferenceOperation { Parameter: var parameter } => Variable(parameter, operation.Type),
            IFieldReferenceOperation field => Field(field),
            IPropertyReferenceOperation property => Property(property),
            IArrayElementReferenceOperation element => Combine(ValueKind.Element, null, null, operation.Type, [element.ArrayReference, .. element.Indices]),
            IBinaryOperation { OperatorMethod: null } binary =>
                Combine(ValueKind.Operator, null, binary.OperatorKind, operation.Type, [binary.LeftOperand, binary.RightOperand]),
            IUnaryOperation { OperatorMethod: null } unary => Combine(ValueKind.Operator, null, unary.OperatorKind, operation.Type, [unary.Operand]),
            IRangeOperation range => Range(range),
            IImplicitIndexerReferenceOperation indexer => Combine(ValueKind.View, indexer.IndexerSymbol, "range", operation.Type, [indexer.Instance, indexer.Argument]),
            IInvocationOperation invocation => Invocation(invocation),
            _ => null,
        };
    }

    /// <summary>A conversion after which the same object or memory is meant.</summary>
    public static bool IsView(IConversionOperation conversion) => conversion.OperatorMethod is { } method
        ? Framework.IsBuffer(conversion.Type) && Framework.IsBuffer(conversion.Operand.Type) && Framework.IsFramework(method)
        : conversion.Conversion is { IsIdentity: true } or { IsReference: true } || Framework.IsBuffer(conversion.Type);

    private Value? ReadNumeric(IConversionOperation conversion) => conversion is { OperatorMethod: null, Conversion.IsNumeric: true }
        ? Combine(ValueKind.Operator, null, conversion.Type?.SpecialType, conversion.Type, [conversion.Operand])
        : null;

    private Value? Variable(ISymbol variable, ITypeSymbol? type) =>
        _variables.IsTracked(variable) ? new Value(ValueKind.Variable, variable, null, type) : null;

    private Value? Field(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.IsVolatile || field.RefKind != RefKind.None || field.GetAttributes().Any(a => a.AttributeClass?.Name == "ThreadStaticAttribute"))
            return null;
        return reference.Instance is null
            ? new Value(ValueKind.Member, field, null, reference.Type)
            : Combine(ValueKind.Member, field, null, reference.Type, [reference.Instance]);
    }

    private Value? Property(IPropertyReferenceOperation reference)
    {
        if (!Framework.IsPlain(reference.Property))
            return null;
        IOperation[] arguments = [.. reference.Arguments.OrderBy(a => a.Parameter?.Ordinal).Select(a => a.Value)];
        if (reference.Instance is null)
            return arguments.Length == 0 ? new Value(ValueKind.Member, reference.Property, null, reference.Type) : null;
        var kind = Framework.IsFramework(reference.Property) || arguments.Length > 0 ? ValueKind.View : ValueKind.Member;
        return Combine(kind, reference.Property, null, reference.Type, [reference.Instance, .. arguments]);
    }

    private Value? Invocation(IInvocationOperation invocation) => Framework.IsViewMethod(invocation.TargetMethod)
        ? Combine(
            ValueKind.View, invocation.TargetMethod, null, invocation.Type,
            [.. invocation.Instance is { } instance ? [instance] : Array.Empty<IOperation>(), .. invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal).Select(a => a.Value)])
        : null;

    private Value? Range(IRangeOperation range)
    {
        var ends = new Value?[2];
        for (var i = 0; i < 2; i++)
        {
            var end = i == 0 ? range.LeftOperand : range.RightOperand;
            ends[i] = end is null ? new Value(ValueKind.Constant, null, "open", null) : Read(end is IConversionOperation { Type.Name: "Index" } index ? index.Operand : end);
            if (ends[i] is null)
                return null;
        }

        return new Value(ValueKind.Operator, null, "..", range.Type, [ends[0]!, ends[1]!]);
    }

    private Value? Combine(ValueKind kind, ISymbol? symbol, object? what, ITypeSymbol? type, IReadOnlyList<IOperation> operands)
    {
        var parts = ImmutableArray.CreateBuilder<Value>(operands.Count);
        foreach (var operand in operands)
        {
            if (Read(operand) is not { } part)
                return null;
            parts.Add(part);
        }

        return new Value(kind, symbol, what, type, parts.MoveToImmutable());
    }
}
