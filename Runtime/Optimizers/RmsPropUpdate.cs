using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The formula of <see cref="RmsProp"/> without momentum.</summary>
internal readonly unsafe struct RmsPropUpdate(in UpdateTarget target, RmsProp settings) : IGradientUpdate
{
    private readonly float* _parameters = target.Parameters, _squares = target.First;
    private readonly float _rate = target.LearningRate, _scale = target.GradientScale, _decay = (float)settings.WeightDecay;
    private readonly float _alpha = (float)settings.Alpha, _fresh = (float)(1 - settings.Alpha), _epsilon = (float)settings.Epsilon;

    public static bool ChangesParameters => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V parameter = lanes.Load(ref *_parameters, at);
        V slope = V.MultiplyAdd(parameter, V.Create(_decay), gradient * V.Create(_scale));
        V square = Tiny.Flush(V.MultiplyAdd(slope * V.Create(_fresh), slope, lanes.Load(ref *_squares, at) * V.Create(_alpha)));
        lanes.Store(square, ref *_squares, at);
        lanes.Store(parameter - V.Create(_rate) * slope / (V.Sqrt(square) + V.Create(_epsilon)), ref *_parameters, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, RmsPropUpdate>(this, factor, ref values, at, count);
}
