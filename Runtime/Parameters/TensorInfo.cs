namespace NetGen;

/// <summary>How the elements of a tensor are stored in memory.</summary>
public enum ElementType
{
    /// <summary>32-bit IEEE 754 floating point (<see cref="float"/>).</summary>
    Float32,

    /// <summary>32-bit signed integer (<see cref="int"/>): class labels and indices.</summary>
    Int32,
}

/// <summary>What a tensor at the boundary of a network is for.</summary>
public enum TensorRole
{
    /// <summary>Fed to the network, at prediction as well as in training.</summary>
    Input,

    /// <summary>What an output is compared with; needed by the loss or a metric only.</summary>
    Target,

    /// <summary>Computed by the network.</summary>
    Output,
}

/// <summary>Describes one input, target or output of a network.</summary>
/// <param name="Name">The name in the definition, such as <c>x</c>.</param>
/// <param name="Shape">The sizes of one row; the batch dimension is not part of it.</param>
/// <param name="Type">How elements are stored.</param>
/// <param name="Role">What the tensor is for.</param>
public sealed record TensorInfo(string Name, IReadOnlyList<int> Shape, ElementType Type, TensorRole Role)
{
    /// <summary>The number of elements in one row: the product of <see cref="Shape"/>.</summary>
    public int Width { get; } = ShapeText.Product(Shape);

    /// <summary>
    /// Of integers that name one of several things, such as a class or a row of a table: how many of these there are, for each element of a row or once for all. The
    /// integers are from 0 to below; anything where it is 0. Empty for anything in all places.
    /// </summary>
    public IReadOnlyList<int> Counts { get; init; } = [];

    /// <summary>Two descriptions are equal when name, sizes, element type and role are.</summary>
    public bool Equals(TensorInfo? other) =>
        other is not null && Name == other.Name && Type == other.Type && Role == other.Role && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Role, Width);

    /// <summary>Name, shape and element type, such as <c>x (67) Float32 Input</c>.</summary>
    public override string ToString() => $"{Name} {ShapeText.Format(Shape)} {Type} {Role}";
}
