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

    /// <remarks>Without clipping and decay, multiplications with 1 and 0 are left out: in cache they take as long as the rest.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V>
    {
        nuint whole = _scale == 1 && _decay == 0 ? count & ~((nuint)V.Count - 1) : 0;
        V rate = V.Create(_rate), x = V.Create(factor);
        float* parameters = _parameters + at;
        for (nuint i = 0; i < whole; i += (nuint)V.Count)
            V.Store(V.MultiplyAdd(V.MultiplyAdd(x, V.Load(ref values, i), V.Zero), rate, V.Load(ref *parameters, i)), ref *parameters, i);
        if (whole < count)
            GradientRow.Apply<V, SgdUpdate>(this, factor, ref Unsafe.Add(ref values, whole), at + whole, count - whole);
    }
}
