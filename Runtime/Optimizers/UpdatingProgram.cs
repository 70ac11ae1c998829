using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>A training program that updates the parameters of its large gradients while it computes them.</summary>
internal readonly struct UpdatingProgram<TProgram, TUpdate> : IProgram
    where TProgram : ITrainProgram
    where TUpdate : unmanaged, IGradientUpdate
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in Frame frame) => TProgram.Run<TUpdate>(frame);

    /// <summary>The updates alone, after a run that took the squares of the gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(in Frame frame) => TProgram.Update<TUpdate>(frame);
}
