using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Lets a training program update parameters while it computes their gradients; made by a trainer, used by the runs of its steps.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class FusedUpdate : IDisposable
{
    private readonly delegate*<in Frame, void> _run, _squares, _update;
    private readonly UpdateMemory _memory;
    private readonly int[] _updated;
    private readonly ParameterMask _done;

    private FusedUpdate(delegate*<in Frame, void> run, delegate*<in Frame, void> squares, delegate*<in Frame, void> update, ReadOnlySpan<int> updated)
    {
        _run = run;
        _squares = squares;
        _update = update;
        _updated = updated.ToArray();
        _memory = new UpdateMemory(_updated.Length);
        _done = new ParameterMask(_updated.Max() + 1);
    }

    /// <summary>The program to run.</summary>
    internal delegate*<in Frame, void> Program => IsClipping ? _squares : _run;

    internal void* Update => _memory.Pointer;

    /// <summary>The positions in the layout of the parameters that the program updates.</summary>
    internal ReadOnlySpan<int> Updated => _updated;

    /// <summary>The update of <paramref name="optimizer"/>; null if its steps need a whole gradient before anything changes.</summary>
    internal static FusedUpdate? Create<TProgram>(Optimizer optimizer)
        where TProgram : ITrainProgram =>
        optimizer.IsLayerwise ? null : Of<TProgram>(optimizer);

    /// <summary>The programs for the kind of optimizer: the only place that names all of them, so that each pair is compiled ahead of time.</summary>
    private static FusedUpdate Of<TProgram>(Optimizer optimizer)
        where TProgram : ITrainProgram => optimizer switch
        {
            Sgd { Momentum: 0 } => Of<TProgram, SgdUpdate>(),
            Sgd => Of<TProgram, MomentumUpdate>(),
            Adam or AdamW => Of<TProgram, AdamUpdate>(),
            Nadam => Of<TProgram, NadamUpdate>(),
            Adagrad => Of<TProgram, AdagradUpdate>(),
            Lion => Of<TProgram, LionUpdate>(),
            RmsProp { Momentum: 0 } => Of<TProgram, RmsPropUpdate>(),
            RmsProp => Of<TProgram, RmsPropMomentumUpdate>(),
            _ => throw new NotSupportedException($"the optimizer {optimizer.GetType().Name} has no fused update"),
        };

    private static FusedUpdate Of<TProgram, TUpdate>()
        where TProgram : ITrainProgram
        where TUpdate : unmanaged, IGradientUpdate => new(
            &UpdatingProgram<TProgram, TUpdate>.Run, &UpdatingProgram<TProgram, GradientSquares>.Run, &UpdatingProgram<TProgram, TUpdate>.Update, TProgram.Updated);

    /// <summary>Makes ready for the next run; false if there is nothing that it would update.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryPrepare(ParameterSet parameters, OptimizerState state, float learningRate, ParameterMask wanted)
    {
        _clipping = null;
        bool any = false;
        foreach (int index in _updated)
            any |= _done[index] = wanted[index];
        if (any)
            Prepare(parameters, state, learningRate, 1f);
        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Prepare(ParameterSet parameters, OptimizerState state, float learningRate, float gradientScale)
    {
        for (int i = 0; i < _updated.Length; i++)
        {
            // Each has a history of its own: one that was left out of some steps has had fewer updates.
            _memory.Place = i;
            state.Prepare(parameters, _updated[i], 0, learningRate, gradientScale, state.Steps[_updated[i]] + 1, _memory);
        }
    }

    /// <summary>After a run: counts the updates that it made, and takes their parameters out of the rest.</summary>
    /// <param name="state">What counts updates.</param>
    /// <param name="rest">The parameters that are left to be updated.</param>
    /// <param name="unused">The parameters that no row needed, which it left as they were; null for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Complete(OptimizerState state, ParameterMask rest, UnusedParameters? unused)
    {
        foreach (int index in _updated)
        {
            if (!rest[index] || !_done[index])
                continue;
            if (unused?[index] != true)
                state.Steps[index]++;
            rest[index] = false;
        }
    }

    /// <summary>Frees the memory of the update.</summary>
    public void Dispose()
    {
        _memory.Dispose();
        _sums?.Dispose();
    }
}
