using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The formula of <see cref="Sgd"/> with momentum.</summary>
internal readonly unsafe struct MomentumUpdate(in UpdateTarget target, Sgd settings) : IGradientUpdate
{
    private readonly float* _parameters = target.Parameters, _buffers = target.First;
    private readonly float _rate = -target.LearningRate, _scale = target.GradientScale, _decay = (float)settings.WeightDecay;
    private readonly float _momentum = (float)settings.Momentum;

    // The step is along g + μ·b with Nesterov, along b without.
    private readonly float _ahead = settings.Nesterov ? 1f : 0f, _along = settings.Nesterov ? (float)settings.Momentum : 1f;

    public static bool ChangesParameters => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V parameter = lanes.Load(ref *_parameters, at);
        V slope = V.MultiplyAdd(parameter, V.Create(_decay), gradient * V.Create(_scale));
        V buffer = Tiny.Flush(V.MultiplyAdd(lanes.Load(ref *_buffers, at), V.Create(_momentum), slope));
        lanes.Store(buffer, ref *_buffers, at);
        V direction = V.MultiplyAdd(buffer, V.Create(_along), slope * V.Create(_ahead));
        lanes.Store(V.MultiplyAdd(direction, V.Create(_rate), parameter), ref *_parameters, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, MomentumUpdate>(this, factor, ref values, at, count);
}
