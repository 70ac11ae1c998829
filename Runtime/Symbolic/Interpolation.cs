namespace NetGen;

/// <summary>Where a layer that makes more positions takes the values between those that there are.</summary>
public enum Interpolation
{
    /// <summary>Each value is repeated: the nearest one.</summary>
    Nearest,

    /// <summary>Values lie on the lines between neighbours; over two axes that is bilinear. Outside of the outermost positions theirs are repeated.</summary>
    Linear,
}
