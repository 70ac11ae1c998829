using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>What an expression of a definition stands for at build.</summary>
internal abstract class Value;

/// <summary>A node of the graph. <see cref="Function"/> is set on the direct result of a function whose metric kind is not the mean: such
/// a value may be returned as a metric and nothing else.</summary>
internal sealed class TensorValue(Node node) : Value
{
    public Node Node { get; } = node;

    /// <summary>What the value is called if nobody names it: the layer that made it.</summary>
    public string? Name { get; init; }

    /// <summary>Of a position: it is at least 0 and below this number.</summary>
    public int? Classes { get; init; }

    /// <summary>Of a position from <c>WithCapacity</c>: what it bounds. The last of the <see cref="Classes"/> is then that of rows without a place.</summary>
    public BoundedPosition? Bound { get; init; }

    public string? Function { get; init; }

    public string MetricKind { get; init; } = "Mean";

    /// <summary>Of the direct result of a metric's function: whether more is better.</summary>
    public bool? HigherIsBetter { get; init; }
}

/// <summary>A position of which only so many rows of a step are the same.</summary>
/// <param name="Position">The position without the bound.</param>
/// <param name="Factor">The most rows, as a multiple of an even share.</param>
internal sealed record BoundedPosition(Node Position, float Factor);

/// <summary>A C# constant: number, bool, string, enum member (its number) or null.</summary>
internal sealed class ConstantValue(object? value) : Value
{
    public object? Value { get; } = value;
}

internal sealed class TupleValue(ImmutableArray<Value> items) : Value
{
    public ImmutableArray<Value> Items { get; } = items;
}

/// <summary>An array or span; elements can be assigned, as in C#.</summary>
internal sealed class ArrayValue(Value[] items) : Value
{
    public Value[] Items { get; } = items;
}

/// <summary>A method, local function or lambda as a value, with the scope that it closes over.</summary>
internal sealed class FunctionValue(IMethodSymbol method, IOperation? body, Scope? closure) : Value
{
    public IMethodSymbol Method { get; } = method;

    /// <summary>The body of a lambda or local function; null for a method.</summary>
    public IOperation? Body { get; } = body;

    public Scope? Closure { get; } = closure;
}

/// <summary>The value of something wrong that has been reported; whatever is computed from it is not reported again.</summary>
internal sealed class PoisonValue : Value
{
    public static readonly PoisonValue Instance = new();

    private PoisonValue()
    {
    }
}
