using System.ComponentModel;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Lets a training program update parameters while it computes their gradients; made by a trainer, used by the runs of its steps.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class FusedUpdate : IDisposable
{
    private readonly UpdateMemory _memory;
    private readonly int[] _updated;

    private FusedUpdate(delegate*<in Frame, void> program, ReadOnlySpan<int> updated)
    {
        Program = program;
        _updated = updated.ToArray();
        _memory = new UpdateMemory(_updated.Length);
    }

    internal delegate*<in Frame, void> Program { get; }

    internal void* Update => _memory.Pointer;

    /// <summary>The positions in the layout of the parameters that the program updates.</summary>
    internal ReadOnlySpan<int> Updated => _updated;

    /// <summary>The update of <paramref name="optimizer"/>; null if its steps need a whole gradient before anything changes.</summary>
    internal static FusedUpdate? Create<TProgram>(Optimizer optimizer)
        where TProgram : ITrainProgram =>
        optimizer.IsLayerwise ? null : new(ProgramOf<TProgram>(optimizer), TProgram.Updated);

    /// <summary>The program for the kind of optimizer: the only place that names all of them, so that each pair is compiled ahead of time.</summary>
    private static delegate*<in Frame, void> ProgramOf<TProgram>(Optimizer optimizer)
        where TProgram : ITrainProgram
    {
        switch (optimizer)
        {
            case Sgd { Momentum: 0 }: return &UpdatingProgram<TProgram, SgdUpdate>.Run;
            case Sgd: return &UpdatingProgram<TProgram, MomentumUpdate>.Run;
            case Adam or AdamW: return &UpdatingProgram<TProgram, AdamUpdate>.Run;
            case Nadam: return &UpdatingProgram<TProgram, NadamUpdate>.Run;
            case Adagrad: return &UpdatingProgram<TProgram, AdagradUpdate>.Run;
            case Lion: return &UpdatingProgram<TProgram, LionUpdate>.Run;
            case RmsProp { Momentum: 0 }: return &UpdatingProgram<TProgram, RmsPropUpdate>.Run;
            case RmsProp: return &UpdatingProgram<TProgram, RmsPropMomentumUpdate>.Run;
            default: throw new NotSupportedException($"the optimizer {optimizer.GetType().Name} has no fused update");
        }
    }

    /// <summary>Makes ready for the next run; false if there is nothing that it would update.</summary>
    internal bool TryPrepare(ParameterSet parameters, OptimizerState state, float learningRate, ParameterMask wanted)
    {
        bool any = false;
        for (int i = 0; i < _updated.Length; i++)
        {
            int index = _updated[i];
            any |= wanted[index];
            // Each has a history of its own: one that was left out of some steps has had fewer updates.
            _memory.Place = i;
            state.Prepare(parameters, index, 0, learningRate, 1f, state.Steps[index] + 1, _memory);
        }

        return any;
    }

    /// <summary>After a run: counts the updates that it made, and takes their parameters out of the rest.</summary>
    /// <param name="state">What counts updates.</param>
    /// <param name="rest">The parameters that are left to be updated.</param>
    /// <param name="unused">The parameters that no row needed, which it left as they were; null for none.</param>
    internal void Complete(OptimizerState state, ParameterMask rest, UnusedParameters? unused)
    {
        foreach (int index in _updated)
        {
            if (!rest[index])
                continue;
            if (unused?[index] != true)
                state.Steps[index]++;
            rest[index] = false;
        }
    }

    /// <summary>Frees the memory of the update.</summary>
    public void Dispose() => _memory.Dispose();
}
