using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>Lengths of arrays and spans that are known from the source.</summary>
internal sealed class Lengths(Variables variables, ValueReader reader)
{
    /// <summary>Null for a length that is not constant.</summary>
    public int? Of(IOperation? operation) => reader.Strip(operation) switch
    {
        ILocalReferenceOperation { Local: var local } => variables.OnlyValue(local) is { } value ? Of(value) : null,
        IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } => Constant(sizes[0]),
        ICollectionExpressionOperation collection when !collection.Elements.Any(e => e is ISpreadOperation) => collection.Elements.Length,
        IInvocationOperation call when Framework.IsViewMethod(call.TargetMethod) => OfView(call),
        _ => null,
    };

    private int? OfView(IInvocationOperation call)
    {
        var whole = call.Instance is null ? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value : call.Instance;
        var start = call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "start")?.Value;
        if (call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "length")?.Value is { } length)
            return Constant(length);
        if (start is null)
            return call.Arguments.Length == (call.Instance is null ? 1 : 0) ? Of(whole) : null;
        return Constant(start) is { } from && Of(whole) is { } all && from <= all ? all - from : null;
    }

    private static int? Constant(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: int value } ? value : null;
}
