using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The formula of <see cref="Sgd"/> without momentum.</summary>
internal readonly unsafe struct SgdUpdate(in UpdateTarget target, Sgd settings) : IGradientUpdate
{
    private readonly float* _parameters = target.Parameters;
    private readonly float _rate = -target.LearningRate, _scale = target.GradientScale, _decay = (float)settings.WeightDecay;

    public static bool ChangesParameters => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V parameter = lanes.Load(ref *_parameters, at);
        V slope = V.MultiplyAdd(parameter, V.Create(_decay), gradient * V.Create(_scale));
        lanes.Store(V.MultiplyAdd(slope, V.Create(_rate), parameter), ref *_parameters, at);
    }

    /// <remarks>
    /// Without clipping and decay, multiplications with 1 and 0 are left out: in cache they take as long as the rest. So does what a loop does for each of its
    /// passes, unless it is done for four vectors at once.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V>
    {
        nuint whole = _scale == 1 && _decay == 0 ? count & ~((nuint)V.Count - 1) : 0;
        if (factor == 1)
            Vectors<V>(isStored: true, factor, ref values, at, whole);
        else
            Vectors<V>(isStored: false, factor, ref values, at, whole);
        if (whole < count)
            GradientRow.Apply<V, SgdUpdate>(this, factor, ref Unsafe.Add(ref values, whole), at + whole, count - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Vectors<V>(bool isStored, float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V>
    {
        V rate = V.Create(_rate), x = V.Create(factor);
        float* parameters = _parameters + at;
        nuint i = 0, lanes = (nuint)V.Count;
        for (; i + 4 * lanes <= count; i += 4 * lanes)
        {
            Step(isStored, x, rate, ref values, parameters, i);
            Step(isStored, x, rate, ref values, parameters, i + lanes);
            Step(isStored, x, rate, ref values, parameters, i + 2 * lanes);
            Step(isStored, x, rate, ref values, parameters, i + 3 * lanes);
        }

        for (; i < count; i += lanes)
            Step(isStored, x, rate, ref values, parameters, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<V>(bool isStored, V factor, V rate, ref float values, float* parameters, nuint at)
        where V : struct, ISimd<V>
    {
        V value = V.Load(ref values, at);
        V gradient = isStored ? value : V.MultiplyAdd(factor, value, V.Zero);
        V.Store(V.MultiplyAdd(gradient, rate, V.Load(ref *parameters, at)), ref *parameters, at);
    }
}
