using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Analyzers.Flow;

/// <summary>Where an object or a piece of memory may come from.</summary>
/// <param name="Created">The expressions of this method that may have created it.</param>
/// <param name="IsExternal">Whether it may also come from outside: a parameter, a field, what an unknown method gave.</param>
internal sealed record Roots(ImmutableHashSet<SyntaxNode> Created, bool IsExternal)
{
    public static Roots None { get; } = new([], false);

    public static Roots External { get; } = new([], true);

    public static Roots At(SyntaxNode creation) => new([creation], false);

    public Roots With(Roots other) => new(Created.Union(other.Created), IsExternal || other.IsExternal);
}
