using NetGen.Kernels;

namespace NetGen;

/// <summary>A training program that updates the parameters of its large gradients while it computes them.</summary>
internal readonly struct UpdatingProgram<TProgram, TUpdate> : IProgram
    where TProgram : ITrainProgram
    where TUpdate : unmanaged, IGradientUpdate
{
    public static void Run(in Frame frame) => TProgram.Run<TUpdate>(frame);
}
