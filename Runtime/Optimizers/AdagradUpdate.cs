using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The formula of <see cref="Adagrad"/>.</summary>
internal readonly unsafe struct AdagradUpdate(in UpdateTarget target, Adagrad settings) : IGradientUpdate
{
    private readonly float* _parameters = target.Parameters, _sums = target.First;
    private readonly float _rate = (float)(-target.LearningRate / (1 + (target.Step - 1) * settings.LearningRateDecay));
    private readonly float _scale = target.GradientScale, _decay = (float)settings.WeightDecay, _epsilon = (float)settings.Epsilon;
    private readonly float _initial = (float)settings.InitialAccumulator;

    public static bool ChangesParameters => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V parameter = lanes.Load(ref *_parameters, at);
        V slope = V.MultiplyAdd(parameter, V.Create(_decay), gradient * V.Create(_scale));
        V sum = Tiny.Flush(V.MultiplyAdd(slope, slope, lanes.Load(ref *_sums, at)));
        lanes.Store(sum, ref *_sums, at);
        V root = V.Sqrt(sum + V.Create(_initial)) + V.Create(_epsilon);
        lanes.Store(V.MultiplyAdd(slope, V.Create(_rate) / root, parameter), ref *_parameters, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, AdagradUpdate>(this, factor, ref values, at, count);
}
