namespace NetGen;

public static partial class Ops
{
    /// <summary>
    /// The sum of what the <paramref name="k"/> experts with the largest weights give, each times its weight. Each row is computed by its own experts and by
    /// no other.
    /// </summary>
    /// <param name="weights">A weight for each expert, such as a softmax of a gate: one axis, whose size is the number of experts.</param>
    /// <param name="k">How many experts a row takes, at least 1 and at most all.</param>
    /// <param name="expert">What the expert of a number gives; the same shapes for all.</param>
    /// <param name="renormalize">
    /// Whether a row's weights are divided by their sum, so that they add up to 1. With <paramref name="k"/> = 1 the weight then is 1, and no gradient
    /// reaches the gate; without, it is the weight itself, as in Fedus, Zoph and Shazeer (2022).
    /// </param>
    /// <param name="capacity">
    /// The most rows that an expert takes in a training step, as a multiple of an even share, rounded up: 1.25 is usual. Rows keep their places in the order of
    /// the batch; what an expert has no place for it adds nothing to, and the other weights of the row stay as they are. Predictions and evaluations leave
    /// nothing out, so that they do not depend on the other rows of a batch.
    /// </param>
    /// <typeparam name="T">A tensor, or a tuple of tensors.</typeparam>
    /// <returns>Σ wᵢ · expert(i) over the chosen i; Shazeer et al. (2017). Of equal weights the lower number is chosen; NaN counts as −∞.</returns>
    /// <exception cref="DefinitionOnlyException">Always, when it is executed.</exception>
    public static T TopK<T>(Tensor weights, int k, Func<int, T> expert, bool renormalize = true, float capacity = float.PositiveInfinity) =>
        throw new DefinitionOnlyException(nameof(TopK));

    /// <summary><c>TopK(Softmax(NoisyGate(logits, noise)), k, expert, …)</c>: while training, noise gives experts rows that are nearly as good as the best.</summary>
    /// <param name="logits">The gate before its softmax: one axis, whose size is the number of experts.</param>
    /// <param name="noise">How much noise there is, before its softplus: as many numbers.</param>
    /// <param name="k">How many experts a row takes, at least 1 and at most all.</param>
    /// <param name="expert">What the expert of a number gives; the same shapes for all.</param>
    /// <param name="renormalize">As for <c>TopK</c>.</param>
    /// <param name="capacity">As for <c>TopK</c>.</param>
    /// <typeparam name="T">A tensor, or a tuple of tensors.</typeparam>
    /// <returns>Σ wᵢ · expert(i) over the chosen i; Shazeer et al. (2017).</returns>
    /// <exception cref="DefinitionOnlyException">Always, when it is executed.</exception>
    public static T NoisyTopK<T>(Tensor logits, Tensor noise, int k, Func<int, T> expert, bool renormalize = true, float capacity = float.PositiveInfinity) =>
        throw new DefinitionOnlyException(nameof(NoisyTopK));

    /// <summary>
    /// A position that at most so many rows of a training step have, for a <c>switch</c> or an index that is to be bounded. Rows keep their places in the order
    /// of the batch, so that the bits do not depend on threads; a row without one has the number of positions instead, which an arm of its own takes:
    /// <c>WithCapacity(ArgMax(gate), 1.25f) switch { 0 => A(x), 1 => B(x), _ => x }</c>, where <c>gate</c> has two elements. As the index of a family it gives such rows zeros.
    /// Predictions and evaluations leave nothing out: every row keeps its position there.
    /// </summary>
    /// <param name="position">A position for each row: <c>ArgMax</c>, <c>ArgMin</c> or <c>Position</c>.</param>
    /// <param name="capacity">The most rows of one position, as a multiple of an even share of the rows that choose, rounded up; above 0.</param>
    /// <returns>The position; for rows without a place the number of positions.</returns>
    /// <remarks>Lepikhin et al. (2021), GShard; Fedus, Zoph and Shazeer (2022), Switch Transformers.</remarks>
    /// <exception cref="DefinitionOnlyException">Always, when it is executed.</exception>
    public static int WithCapacity(int position, float capacity) => throw new DefinitionOnlyException(nameof(WithCapacity));

    /// <summary>
    /// A condition that at most so many rows of a training step meet: <c>WithCapacity(Mean(x) > 0f, 0.5f) ? Rare(x) : Usual(x)</c> computes <c>Rare</c> for at most a
    /// quarter of the rows. Rows keep their places in the order of the batch; for those without one the condition is false. Predictions and evaluations leave nothing out.
    /// </summary>
    /// <param name="condition">A condition for each row.</param>
    /// <param name="capacity">The most rows that meet it, as a multiple of one half of the rows that choose, rounded up; above 0.</param>
    /// <returns>Whether the condition is met and there is a place for the row.</returns>
    /// <exception cref="DefinitionOnlyException">Always, when it is executed.</exception>
    public static Tensor WithCapacity(Tensor condition, float capacity) => throw new DefinitionOnlyException(nameof(WithCapacity));

    /// <inheritdoc cref="WithCapacity(Tensor, float)"/>
    public static bool WithCapacity(bool condition, float capacity) => throw new DefinitionOnlyException(nameof(WithCapacity));
}
