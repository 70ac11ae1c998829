using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>Variables of a block during tracing; a lambda keeps the scope in which it was made.</summary>
internal sealed class Scope(Scope? parent)
{
    private readonly Dictionary<ISymbol, Value?> _values = new(SymbolEqualityComparer.Default);

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
    public void Assign(ISymbol variable, Value value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._values.ContainsKey(variable))
            {
                scope._values[variable] = value;
                return;
            }
        }

        Declare(variable, value);
    }

    private Scope? Parent { get; } = parent;
}
