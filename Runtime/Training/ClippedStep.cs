using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The norm of a step's gradient, and what follows from it, for the trainer and for updates that wait for it.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="state">The optimizer.</param>
/// <param name="gradients">The gradients that are stored.</param>
internal sealed class ClippedStep(ParameterSet parameters, OptimizerState state, AlignedBuffer gradients) : IDisposable
{
    private readonly GlobalNorm _norm = new(state.Layout);
    private readonly ParameterMask _stored = new(state.Layout.Count);
    private ParameterMask? _wanted;
    private float _limit;
    private int _threads;

    public ParameterSet Parameters => parameters;

    public OptimizerState State => state;

    public AlignedBuffer Gradients => gradients;

    /// <summary>The step size.</summary>
    public float LearningRate { get; private set; }

    /// <summary>The norm; NaN before it is known.</summary>
    public double Norm { get; private set; } = double.NaN;

    /// <summary>Whether <see cref="TakeNorm"/> was called for this step.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>What the gradient is multiplied with.</summary>
    public float Scale { get; private set; }

    /// <summary>Begins a step.</summary>
    /// <param name="limit">The largest norm.</param>
    /// <param name="wanted">The parameters whose gradient counts.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="threads">The largest number of threads; 0 leaves it to the pool.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(float limit, ParameterMask wanted, float learningRate, int threads)
    {
        (_limit, _wanted, LearningRate, _threads) = (limit, wanted, learningRate, threads);
        IsKnown = false;
    }

    /// <summary>Computes the norm; false if it is not finite.</summary>
    /// <param name="squares">The sum of squares of gradients that are not stored.</param>
    /// <param name="apart">The parameters of these; null if all are stored.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TakeNorm(double squares, ParameterMask? apart)
    {
        Norm = Math.Sqrt(squares + _norm.SquareSum(gradients, apart is null ? _wanted! : Without(apart), _threads));
        // PyTorch's clip_grad_norm_: the small constant keeps a zero gradient's scale finite.
        Scale = (float)Math.Min(1.0, _limit / (Norm + 1e-6));
        IsKnown = true;
        return double.IsFinite(Norm);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ParameterMask Without(ParameterMask apart)
    {
        _stored.CopyFrom(_wanted!);
        for (int i = 0; i < apart.Count; i++)
        {
            if (apart[i])
                _stored[i] = false;
        }

        return _stored;
    }

    public void Dispose() => _norm.Dispose();
}
