namespace NetGen;

public static partial class Ops
{
    /// <summary>A recurrence: <paramref name="step"/> for each place along the first axis of the sequence, each time with the state that the step before
    /// left. The step is read once; what it closes over, layers among it, is the same for all steps.</summary>
    /// <typeparam name="TSequence">A tensor, or a tuple of tensors of as many places.</typeparam>
    /// <typeparam name="TState">A tensor, or a tuple of tensors.</typeparam>
    /// <typeparam name="TOutput">A tensor, or a tuple of tensors.</typeparam>
    /// <param name="sequence">The values whose first axis is gone through: [steps, …].</param>
    /// <param name="initial">The state before the first step; a new state has its shape.</param>
    /// <param name="step">From the slice of the sequence and the state: what the step gives, and the new state.</param>
    /// <param name="truncate">After how many steps a gradient does not go further back through the state, which is truncated backpropagation; 0 for never.</param>
    /// <param name="reverse">Whether the steps go from the last place to the first. Outputs stand at the place of their slice all the same.</param>
    /// <returns>What all steps gave, [steps, …], and the state after the last.</returns>
    /// <remarks>Elman (1990), Finding structure in time; gradients by Werbos (1990), Backpropagation through time.</remarks>
    /// <exception cref="DefinitionOnlyException">Always, when it is executed.</exception>
    public static (TOutput Outputs, TState State) Scan<TSequence, TState, TOutput>(
        TSequence sequence, TState initial, Func<TSequence, TState, (TOutput Output, TState State)> step, int truncate = 0, bool reverse = false) =>
        throw new DefinitionOnlyException(nameof(Scan));

    /// <summary>A recurrence of which each step gives its new state and nothing else.</summary>
    /// <inheritdoc cref="Scan{TSequence, TState, TOutput}(TSequence, TState, Func{TSequence, TState, ValueTuple{TOutput, TState}}, int, bool)"/>
    /// <param name="sequence">The values whose first axis is gone through: [steps, …].</param>
    /// <param name="initial">The state before the first step; a new state has its shape.</param>
    /// <param name="step">From the slice of the sequence and the state: the new state.</param>
    /// <param name="truncate">After how many steps a gradient does not go further back through the state; 0 for never.</param>
    /// <param name="reverse">Whether the steps go from the last place to the first.</param>
    /// <returns>The states after each step, [steps, …], and the state after the last.</returns>
    public static (TState Outputs, TState State) Scan<TSequence, TState>(
        TSequence sequence, TState initial, Func<TSequence, TState, TState> step, int truncate = 0, bool reverse = false) =>
        throw new DefinitionOnlyException(nameof(Scan));
}
