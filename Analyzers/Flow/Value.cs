using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Analyzers.Flow;

/// <summary>What an expression stands for.</summary>
internal enum ValueKind
{
    Constant,
    This,
    Variable,
    Member,
    Element,
    Operator,
    View,
}

/// <summary>
/// An expression without side effects, by structure: two equal ones have one value as long as no variable, member or memory that they are made of changes.
/// </summary>
/// <param name="kind">What it is.</param>
/// <param name="symbol">The variable, member or method.</param>
/// <param name="constant">The constant, or what tells operators apart.</param>
/// <param name="type">The type of the expression.</param>
/// <param name="parts">The values that it is made of.</param>
internal sealed class Value(ValueKind kind, ISymbol? symbol, object? constant, ITypeSymbol? type, params ImmutableArray<Value> parts) : IEquatable<Value>
{
    public ValueKind Kind { get; } = kind;

    public ISymbol? Symbol { get; } = symbol;

    public object? Constant { get; } = constant;

    public ITypeSymbol? Type { get; } = type;

    public ImmutableArray<Value> Parts { get; } = parts;

    /// <summary>This value and all that it is made of.</summary>
    public IEnumerable<Value> Nodes => Parts.SelectMany(p => p.Nodes).Prepend(this);

    public bool Equals(Value? other) =>
        other is not null && Kind == other.Kind && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && Equals(Constant, other.Constant)
        && Parts.SequenceEqual(other.Parts);

    public override bool Equals(object? obj) => Equals(obj as Value);

    public override int GetHashCode() =>
        Parts.Aggregate(((int)Kind * 31) + SymbolEqualityComparer.Default.GetHashCode(Symbol), (hash, part) => unchecked((hash * 31) + part.GetHashCode()));
}
