using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The averages of <see cref="Lamb"/> and the direction r of its step.</summary>
internal readonly unsafe struct LambDirection : IGradientUpdate
{
    private readonly float* _parameters, _means, _squares, _directions;
    private readonly float _meanCorrection, _correction, _scale, _decay, _beta1, _fresh1, _beta2, _fresh2, _epsilon;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal LambDirection(in UpdateTarget target, Lamb settings)
    {
        _parameters = target.Parameters;
        _means = target.First;
        _squares = target.Second;
        _directions = target.Directions;
        (_scale, _decay, _epsilon) = (target.GradientScale, (float)settings.WeightDecay, (float)settings.Epsilon);
        _meanCorrection = (float)(1 / (1 - Decay.Power(settings.Beta1, target.Step)));
        _correction = (float)(1 / Math.Sqrt(1 - Decay.Power(settings.Beta2, target.Step)));
        (_beta1, _fresh1) = ((float)settings.Beta1, (float)(1 - settings.Beta1));
        (_beta2, _fresh2) = ((float)settings.Beta2, (float)(1 - settings.Beta2));
    }

    public static bool ChangesParameters => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V slope = gradient * V.Create(_scale);
        V mean = Tiny.Flush(V.MultiplyAdd(slope, V.Create(_fresh1), lanes.Load(ref *_means, at) * V.Create(_beta1)));
        V square = Tiny.Flush(V.MultiplyAdd(slope * V.Create(_fresh2), slope, lanes.Load(ref *_squares, at) * V.Create(_beta2)));
        lanes.Store(mean, ref *_means, at);
        lanes.Store(square, ref *_squares, at);
        V adaptive = mean * V.Create(_meanCorrection) / V.MultiplyAdd(V.Sqrt(square), V.Create(_correction), V.Create(_epsilon));
        lanes.Store(V.MultiplyAdd(lanes.Load(ref *_parameters, at), V.Create(_decay), adaptive), ref *_directions, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, LambDirection>(this, factor, ref values, at, count);
}
