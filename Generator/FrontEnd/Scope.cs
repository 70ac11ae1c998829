using Microsoft.CodeAnalysis;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>Variables of a block during tracing; a lambda keeps the scope in which it was made.</summary>
internal sealed class Scope(Scope? parent)
{
    private readonly Dictionary<ISymbol, Value?> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The rows for which its variables are: those of the branch in which it was entered, or null.</summary>
    public RowSet? Rows { get; init; }

    /// <summary>Declares a variable in this scope, without a value if it is null.</summary>
    public void Declare(ISymbol variable, Value? value) => _values[variable] = value;

    /// <summary>The value of a variable, or null if it has none yet (C# reports that).</summary>
    public Value? Find(ISymbol variable)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._values.TryGetValue(variable, out var value))
                return value;
        }

        return null;
    }

    /// <summary>Gives a variable a new value where it was declared.</summary>
    /// <param name="rows">The rows for which the value is; false if the variable is for others, and stays as it is.</param>
    public bool TryAssign(ISymbol variable, Value value, RowSet? rows)
    {
        var owner = this;
        while (owner is not null && !owner._values.ContainsKey(variable))
            owner = owner.Parent;
        owner ??= this;
        if (owner.Rows != rows)
            return false;
        owner._values[variable] = value;
        return true;
    }

    private Scope? Parent { get; } = parent;
}
