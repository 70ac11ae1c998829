using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Graphs;

/// <summary>The sizes of a value without the batch, outermost first; a scalar per sample has no sizes.</summary>
internal readonly struct Shape(EquatableArray<int> sizes) : IEquatable<Shape>
{
    public static Shape Scalar => new(EquatableArray<int>.Empty);

    public EquatableArray<int> Sizes { get; } = sizes;

    public int Rank => Sizes.Count;

    public int this[int axis] => Sizes[axis];

    /// <summary>The size of the last axis; 1 for a scalar.</summary>
    public int Last => Rank == 0 ? 1 : Sizes[Rank - 1];

    /// <summary>The number of elements of one sample.</summary>
    public int ElementCount
    {
        get
        {
            var count = 1;
            foreach (var size in Sizes)
                count = checked(count * size);
            return count;
        }
    }

    public static Shape Of(params int[] sizes) => new(sizes.ToEquatableArray());

    /// <summary>The first <paramref name="count"/> axes.</summary>
    public Shape Leading(int count) => new(Sizes.Take(count).ToEquatableArray());

    /// <summary>The last <paramref name="count"/> axes.</summary>
    public Shape Trailing(int count) => new(Sizes.Skip(Rank - count).ToEquatableArray());

    public Shape Append(int size) => new(Sizes.Append(size).ToEquatableArray());

    public Shape Prepend(int size) => new(Sizes.Prepend(size).ToEquatableArray());

    public bool Equals(Shape other) => Sizes == other.Sizes;

    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    public override int GetHashCode() => Sizes.GetHashCode();

    /// <summary>As users read it: <c>67</c>, <c>10 × 4</c>, <c>scalar</c>.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join(" × ", Sizes);

    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The common shape of two operands by NumPy's rule (aligned at the last axis, 1 stretches), or null.</summary>
    public static Shape? Broadcast(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        var sizes = new int[rank];
        for (var i = 1; i <= rank; i++)
        {
            var l = i <= left.Rank ? left[left.Rank - i] : 1;
            var r = i <= right.Rank ? right[right.Rank - i] : 1;
            if (l != r && l != 1 && r != 1)
                return null;
            sizes[rank - i] = l == 1 ? r : l;
        }

        return Of(sizes);
    }
}
