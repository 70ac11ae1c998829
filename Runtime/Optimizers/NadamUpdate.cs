using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The formula of <see cref="Nadam"/>.</summary>
internal readonly unsafe struct NadamUpdate : IGradientUpdate
{
    private readonly float* _parameters, _means, _squares;
    private readonly float _alongGradient, _alongMean, _correction, _scale, _decay, _beta1, _fresh1, _beta2, _fresh2, _epsilon;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal NadamUpdate(in UpdateTarget target, Nadam settings)
    {
        _parameters = target.Parameters;
        _means = target.First;
        _squares = target.Second;
        (_scale, _decay, _epsilon) = (target.GradientScale, (float)settings.WeightDecay, (float)settings.Epsilon);
        double product = settings.MomentumProduct(target.Step), next = settings.MomentumOf(target.Step + 1);
        _alongGradient = (float)(-target.LearningRate * (1 - settings.MomentumOf(target.Step)) / (1 - product));
        _alongMean = (float)(-target.LearningRate * next / (1 - product * next));
        _correction = (float)(1 / Math.Sqrt(1 - Decay.Power(settings.Beta2, target.Step)));
        (_beta1, _fresh1) = ((float)settings.Beta1, (float)(1 - settings.Beta1));
        (_beta2, _fresh2) = ((float)settings.Beta2, (float)(1 - settings.Beta2));
    }

    public static bool ChangesParameters => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V parameter = lanes.Load(ref *_parameters, at);
        V slope = V.MultiplyAdd(parameter, V.Create(_decay), gradient * V.Create(_scale));
        V mean = Tiny.Flush(V.MultiplyAdd(slope, V.Create(_fresh1), lanes.Load(ref *_means, at) * V.Create(_beta1)));
        V square = Tiny.Flush(V.MultiplyAdd(slope * V.Create(_fresh2), slope, lanes.Load(ref *_squares, at) * V.Create(_beta2)));
        lanes.Store(mean, ref *_means, at);
        lanes.Store(square, ref *_squares, at);
        V direction = V.MultiplyAdd(slope, V.Create(_alongGradient), mean * V.Create(_alongMean));
        lanes.Store(parameter + direction / V.MultiplyAdd(V.Sqrt(square), V.Create(_correction), V.Create(_epsilon)), ref *_parameters, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, NadamUpdate>(this, factor, ref values, at, count);
}
