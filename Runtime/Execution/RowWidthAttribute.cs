using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>On a span of a generated method: the number of values in a row. Analyzers read it.</summary>
/// <param name="width">The number, at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowWidthAttribute(int width) : Attribute
{
    /// <summary>The number of values in a row.</summary>
    public int Width { get; } = width;
}
