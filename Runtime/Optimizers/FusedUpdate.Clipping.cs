using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <content>
/// Updates that need the norm of the gradient first: the run takes the squares of what it does not store; then the parameters of these gradients are updated, while
/// they are computed.
/// </content>
public sealed unsafe partial class FusedUpdate
{
    private ClippedStep? _clipping;
    private AlignedBuffer? _sums;

    /// <summary>Whether updates wait for the norm.</summary>
    internal bool IsClipping => _clipping is not null;

    /// <summary>Makes ready for the next run, whose updates wait for the norm; false if there is nothing that it would update.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryPrepare(ClippedStep clipping, ParameterMask wanted)
    {
        bool any = false;
        foreach (int index in _updated)
            any |= wanted[index];
        if (!any)
            return false;
        _clipping = clipping;
        _sums ??= new AlignedBuffer(_updated.Length * GradientSquares.SumsLength * (sizeof(double) / sizeof(float)));
        StoreGradient store = new(ref clipping.Gradients.Reference);
        for (int i = 0; i < _updated.Length; i++)
        {
            *SumsOf(i) = 0;
            _memory.Place = i;
            _memory.Write(new GradientSquares(store, SumsOf(i)));
        }

        return true;
    }

    /// <summary>After a run whose updates wait for the norm: makes ready for these; null if there are none.</summary>
    /// <param name="frame">What the run saw, and what the updates will see.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal delegate*<in Frame, void> Continue(ref Frame frame)
    {
        ClippedStep clipping = _clipping!;
        double squares = 0;
        bool any = false;
        for (int i = 0; i < _updated.Length; i++)
        {
            double* sums = SumsOf(i);
            _done[_updated[i]] = *sums > 0;
            if (*sums == 0)
                continue;
            any = true;
            squares += OuterSquares.Total(new ReadOnlySpan<double>(sums + 1, (int)*sums * OuterSquares.SumsOfTile));
        }

        if (!clipping.TakeNorm(squares, any ? _done : null) || !any)
            return null;
        Prepare(clipping.Parameters, clipping.State, clipping.LearningRate, clipping.Scale);
        frame.Wanted = GradientMask.From(_done);
        return _update;
    }

    private double* SumsOf(int place) => (double*)_sums!.Pointer + (place * GradientSquares.SumsLength);
}
