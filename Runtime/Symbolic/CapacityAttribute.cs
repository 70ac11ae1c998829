namespace NetGen;

/// <summary>
/// Bounds the rows that one layer of a family takes in a training step where rows choose it by position, <c>Expert(ArgMax(gate), x)</c>: at most
/// <see cref="Factor"/> times an even share of the rows that choose, rounded up. The rows that come first in the batch keep their places, so that the bits do not
/// depend on threads. Predictions and evaluations leave nothing out. <c>TopK</c> takes its capacity as an argument.
/// </summary>
/// <param name="factor">The multiple of an even share, above 0; 1.25 leaves a quarter more than that.</param>
/// <param name="overflow">What becomes of the rows for which there is no place.</param>
/// <remarks>Lepikhin et al. (2021), GShard; Fedus, Zoph and Shazeer (2022), Switch Transformers.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CapacityAttribute(float factor, Overflow overflow = Overflow.Zero) : Attribute
{
    /// <summary>The multiple of an even share, above 0.</summary>
    public float Factor { get; } = factor;

    /// <summary>What becomes of the rows for which there is no place.</summary>
    public Overflow Overflow { get; } = overflow;
}

/// <summary>What a row gets in a training step from an expert that has no place for it.</summary>
public enum Overflow
{
    /// <summary>Zeros: the row needs a way around the experts, such as <c>x + Expert(ArgMax(gate), x)</c>.</summary>
    Zero,

    /// <summary>The value that it would have given to the expert; the expert's result must have the same shape.</summary>
    Pass,
}
