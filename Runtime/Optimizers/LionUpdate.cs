using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The formula of <see cref="Lion"/>.</summary>
internal readonly unsafe struct LionUpdate(in UpdateTarget target, Lion settings) : IGradientUpdate
{
    private readonly float* _parameters = target.Parameters, _means = target.First;
    private readonly float _rate = target.LearningRate, _scale = target.GradientScale;
    private readonly float _keep = (float)(1 - target.LearningRate * settings.WeightDecay);
    private readonly float _beta1 = (float)settings.Beta1, _fresh1 = (float)(1 - settings.Beta1);
    private readonly float _beta2 = (float)settings.Beta2, _fresh2 = (float)(1 - settings.Beta2);

    public static bool ChangesParameters => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V slope = gradient * V.Create(_scale), mean = lanes.Load(ref *_means, at), rate = V.Create(_rate);
        V direction = V.MultiplyAdd(slope, V.Create(_fresh1), mean * V.Create(_beta1));
        V step = V.And(V.GreaterThan(direction, V.Zero), rate) - V.And(V.LessThan(direction, V.Zero), rate);
        lanes.Store(Tiny.Flush(V.MultiplyAdd(slope, V.Create(_fresh2), mean * V.Create(_beta2))), ref *_means, at);
        lanes.Store(V.MultiplyAdd(lanes.Load(ref *_parameters, at), V.Create(_keep), -step), ref *_parameters, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, LionUpdate>(this, factor, ref values, at, count);
}
