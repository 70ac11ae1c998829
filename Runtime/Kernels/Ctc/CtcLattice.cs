using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The states of one row, its labels with blanks between and around them, and the logarithms of the probabilities to be in each at two neighbouring steps. All
/// arrays have room on both sides, so that whole vectors can be read beside any state; what is no state has no probability.
/// </summary>
internal unsafe ref struct CtcLattice
{
    /// <summary>The logarithm of a probability of 0: finite, so that sums with it are no NaN.</summary>
    public const float Impossible = -1e30f;

    /// <summary>What is below has been through a state without probability.</summary>
    private const float AlmostImpossible = -1e29f;

    private const int Room = 16;

    private readonly CtcSizes _sizes;
    private readonly int _width;
    private readonly int* _classes;
    private readonly float* _skips;
    private readonly float* _emissions;
    private float* _now;
    private float* _other;

    public CtcLattice(CtcSizes sizes)
    {
        _sizes = sizes;
        _width = (sizes.States + Room - 1) / Room * Room;
        int length = _width + (2 * Room);
        float* memory = KernelScratch.Rent(checked(5 * length));
        new Span<float>(memory, 5 * length).Fill(Impossible);
        _skips = memory + Room;
        _emissions = _skips + length;
        _now = _emissions + length;
        _other = _now + length;
        _classes = (int*)(_other + length);
    }

    /// <summary>The steps of the row.</summary>
    public int Steps { get; private set; }

    /// <summary>Twice the labels of the row, and one.</summary>
    public int States { get; private set; }

    /// <summary>The logarithms of the probabilities at the present step.</summary>
    public readonly Span<float> Now => new(_now, _sizes.States);

    /// <summary>Takes the labels of a row; false if there is no such number of steps or labels, or a label is no class or the blank.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Load(ref float labels, float steps, float count)
    {
        if (!IsWithin(steps, _sizes.Steps) || !IsWithin(count, _sizes.Labels))
            return false;
        (Steps, States) = (Round(steps), (2 * Round(count)) + 1);
        new Span<float>(_skips, _width).Fill(Impossible);
        new Span<float>(_emissions, _width).Fill(Impossible);
        for (int state = 0; state < States; state++)
        {
            if (state % 2 == 0)
            {
                _classes[state] = _sizes.Blank;
                continue;
            }

            float label = Unsafe.Add(ref labels, state / 2);
            if (!IsWithin(label, _sizes.Classes - 1) || Round(label) == _sizes.Blank)
                return false;
            _classes[state] = Round(label);
            // Between different labels the blank may be left out.
            _skips[state] = state > 1 && _classes[state] != _classes[state - 2] ? 0 : Impossible;
        }

        return true;
    }

    /// <summary>The first step, or the last of a way back: what is possible are its first two states, or its last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Start(ref float logProbabilities, bool isLast)
    {
        Emit(ref logProbabilities);
        new Span<float>(_now, _width).Fill(Impossible);
        int first = isLast ? States - 1 : 0;
        _now[first] = _emissions[first];
        int second = isLast ? States - 2 : 1;
        if (States > 1)
            _now[second] = _emissions[second];
    }

    /// <summary>The next step: each state is reached from itself, the one before and, where that is a blank that may be left out, the one before that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward<V>(ref float logProbabilities)
        where V : struct, ISimd<V>
    {
        Emit(ref logProbabilities);
        Swap();
        for (int state = 0; state < _width; state += V.Count)
        {
            V skipped = Load<V>(_other + state - 2) + Load<V>(_skips + state);
            V.Store(Load<V>(_emissions + state) + LogOfSum(Load<V>(_other + state), Load<V>(_other + state - 1), skipped), ref *(_now + state), 0);
        }
    }

    /// <summary>The step before: likewise, from behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward<V>(ref float logProbabilities)
        where V : struct, ISimd<V>
    {
        Emit(ref logProbabilities);
        Swap();
        for (int state = 0; state < _width; state += V.Count)
        {
            V skipped = Load<V>(_other + state + 2) + Load<V>(_skips + state + 2);
            V.Store(Load<V>(_emissions + state) + LogOfSum(Load<V>(_other + state), Load<V>(_other + state + 1), skipped), ref *(_now + state), 0);
        }
    }

    /// <summary>Subtracts from the gradient of this step's logarithms the probability of each class given the labels, times <paramref name="factor"/>.</summary>
    /// <param name="forward">The logarithms on the way forth; those on the way back are present.</param>
    /// <param name="loss">−log of the probability of the labels.</param>
    /// <param name="factor">The gradient of the loss.</param>
    /// <param name="gradient">The first class of this step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Subtract<V>(ReadOnlySpan<float> forward, float loss, float factor, ref float gradient)
        where V : struct, ISimd<V>
    {
        forward.CopyTo(new Span<float>(_other, _width));
        for (int state = 0; state < _width; state += V.Count)
        {
            // The emission is part of both ways.
            V both = Load<V>(_other + state) + (Load<V>(_now + state) - Load<V>(_emissions + state)) + V.Create(loss);
            V.Store(VectorMath.Exp(both), ref *(_other + state), 0);
        }

        for (int state = 0; state < States; state++)
            Unsafe.Add(ref gradient, _classes[state]) -= factor * _other[state];
    }

    /// <summary>−log of the probability of the labels, from the logarithms at the last step; ∞ if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly float Loss(ReadOnlySpan<float> last)
    {
        if (Steps == 0)
            return States == 1 ? 0 : float.PositiveInfinity;
        float end = last[States - 1], before = States > 1 ? last[States - 2] : Impossible;
        float largest = Math.Max(end, before);
        return largest < AlmostImpossible ? float.PositiveInfinity : -(largest + (float)Math.Log(Math.Exp(end - largest) + Math.Exp(before - largest)));
    }

    private void Swap()
    {
        float* now = _now;
        _now = _other;
        _other = now;
    }

    private static bool IsWithin(float value, int most) => value >= -0.5f && value < most + 0.5f;

    private static int Round(float value) => (int)(value + 0.5f);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Emit(ref float logProbabilities)
    {
        for (int state = 0; state < States; state++)
            _emissions[state] = Math.Max(Unsafe.Add(ref logProbabilities, _classes[state]), Impossible);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Load<V>(float* source)
        where V : struct, ISimd<V> => V.Load(ref *source, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfSum<V>(V a, V b, V c)
        where V : struct, ISimd<V>
    {
        V largest = V.Max(a, V.Max(b, c));
        return largest + VectorMath.Log(VectorMath.Exp(a - largest) + VectorMath.Exp(b - largest) + VectorMath.Exp(c - largest));
    }
}
