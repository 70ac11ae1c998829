namespace NetGen;

/// <summary>
/// How many values feed one output (fan in), and how many outputs one value feeds (fan out). A kernel is [inputs, outputs]; leading axes
/// are the receptive field of a convolution and count for both, as in Keras.
/// </summary>
internal readonly record struct Fans(double In, double Out)
{
    internal static Fans Of(IReadOnlyList<int> shape)
    {
        if (shape.Count == 0) return new Fans(1, 1);
        if (shape.Count == 1) return new Fans(shape[0], shape[0]);
        double receptiveField = 1;
        for (int axis = 0; axis < shape.Count - 2; axis++) receptiveField *= shape[axis];
        return new Fans(receptiveField * shape[shape.Count - 2], receptiveField * shape[shape.Count - 1]);
    }
}
