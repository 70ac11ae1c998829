using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// The update of all parameters as the end of the run that computes their gradients: each worker changes a share of them, which it does not have to be started
/// for again, and which takes the gradients from where they have just been summed. Made by a trainer, used by the runs of its steps.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class EndingUpdate
{
    private readonly ParameterSet _parameters;
    private readonly OptimizerState _state;
    private ParameterMask? _wanted;
    private float _learningRate;

    internal EndingUpdate(ParameterSet parameters, OptimizerState state) => (_parameters, _state) = (parameters, state);

    /// <summary>Whether the run was asked for the update, which it has made if its loss is finite.</summary>
    internal bool IsPrepared { get; private set; }

    /// <summary>Begins a step, in which no run has been asked yet.</summary>
    /// <param name="learningRate">The step size.</param>
    /// <param name="wanted">The parameters to update.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal void Begin(float learningRate, ParameterMask wanted)
    {
        (_learningRate, _wanted) = (learningRate, wanted);
        IsPrepared = false;
    }

    /// <summary>Asks a run for the update, unless that takes more than one pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void Prepare(ref Frame frame)
    {
        delegate*<in Frame, void> pass = _state.TryPrepareAll(_parameters, _learningRate, _wanted!);
        if (pass is null)
            return;
        frame.Ending = pass;
        frame.UpdateBase = _state.PreparedUpdate;
        IsPrepared = true;
    }
}
