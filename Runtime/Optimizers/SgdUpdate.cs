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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, SgdUpdate>(this, factor, ref values, at, count);
}
