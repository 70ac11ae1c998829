using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The formula that <see cref="Adam"/> and <see cref="AdamW"/> share.</summary>
internal readonly unsafe struct AdamUpdate : IGradientUpdate
{
    private readonly float* _parameters, _means, _squares;
    private readonly float _rate, _correction, _scale;

    /// <param name="target">What to update.</param>
    /// <param name="beta1">The decay of the gradient's mean.</param>
    /// <param name="beta2">The decay of the squared gradient's mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal AdamUpdate(in UpdateTarget target, double beta1, double beta2)
    {
        _parameters = target.Parameters;
        _means = target.First;
        _squares = target.Second;
        _scale = target.GradientScale;
        _rate = (float)(-target.LearningRate / (1 - Decay.Power(beta1, target.Step)));
        _correction = (float)(1 / Math.Sqrt(1 - Decay.Power(beta2, target.Step)));
        (Beta1, Fresh1, Beta2, Fresh2) = ((float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2));
    }

    internal static IReadOnlyList<string> Buffers { get; } = ["mean", "square"];

    public static bool ChangesParameters => true;

    /// <summary>Added to the root of the squared gradient's mean.</summary>
    public required float Epsilon { private get; init; }

    /// <summary>What parameters are multiplied with before they are added to the gradient.</summary>
    public required float Penalty { private get; init; }

    /// <summary>What parameters are multiplied with before the step is taken.</summary>
    public required float Keep { private get; init; }

    private float Beta1 { get; }

    private float Fresh1 { get; }

    private float Beta2 { get; }

    private float Fresh2 { get; }

    /// <summary>Whether there is no clipping and no decay, without which an update is the same with fewer operations.</summary>
    private bool IsPlain => _scale == 1 && Penalty == 0 && Keep == 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V> => Step(
            false, gradient, at, lanes, _parameters, _means, _squares, V.Create(_rate), V.Create(_correction), V.Create(Epsilon), V.Create(_scale),
            V.Create(Beta1), V.Create(Fresh1), V.Create(Beta2), V.Create(Fresh2), V.Create(Penalty), V.Create(Keep));

    /// <remarks>
    /// In cache the root and the division are the work. What else their execution units have to do holds them up: settings are spread over vectors once,
    /// and multiplications with 1 and 0 are left out.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V>
    {
        nuint whole = count & ~((nuint)V.Count - 1);
        if (!IsPlain)
            Vectors<V>(isPlain: false, isStored: false, factor, ref values, at, whole);
        else if (factor == 1)
            Vectors<V>(isPlain: true, isStored: true, factor, ref values, at, whole);
        else
            Vectors<V>(isPlain: true, isStored: false, factor, ref values, at, whole);
        if (whole < count)
            GradientRow.Apply<V, AdamUpdate>(this, factor, ref Unsafe.Add(ref values, whole), at + whole, count - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Vectors<V>(bool isPlain, bool isStored, float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V>
    {
        V rate = V.Create(_rate), correction = V.Create(_correction), epsilon = V.Create(Epsilon), scale = V.Create(_scale);
        V beta1 = V.Create(Beta1), fresh1 = V.Create(Fresh1), beta2 = V.Create(Beta2), fresh2 = V.Create(Fresh2);
        V penalty = V.Create(Penalty), keep = V.Create(Keep), x = V.Create(factor);
        float* parameters = _parameters + at, means = _means + at, squares = _squares + at;
        for (nuint i = 0; i < count; i += (nuint)V.Count)
        {
            V value = V.Load(ref values, i);
            Step(
                isPlain, isStored ? value : V.MultiplyAdd(x, value, V.Zero), i, default(FullLanes<V>), parameters, means, squares,
                rate, correction, epsilon, scale, beta1, fresh1, beta2, fresh2, penalty, keep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<V, L>(
        bool isPlain, V gradient, nuint at, L lanes, float* parameters, float* means, float* squares,
        V rate, V correction, V epsilon, V scale, V beta1, V fresh1, V beta2, V fresh2, V penalty, V keep)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V parameter = lanes.Load(ref *parameters, at);
        V slope = isPlain ? gradient : V.MultiplyAdd(parameter, penalty, gradient * scale);
        V mean = Tiny.Flush(V.MultiplyAdd(slope, fresh1, lanes.Load(ref *means, at) * beta1));
        V square = Tiny.Flush(V.MultiplyAdd(slope * fresh2, slope, lanes.Load(ref *squares, at) * beta2));
        lanes.Store(mean, ref *means, at);
        lanes.Store(square, ref *squares, at);
        V step = rate * mean / V.MultiplyAdd(V.Sqrt(square), correction, epsilon);
        lanes.Store(isPlain ? parameter + step : V.MultiplyAdd(parameter, keep, step), ref *parameters, at);
    }
}
