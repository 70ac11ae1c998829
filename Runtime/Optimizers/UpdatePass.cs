using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Updates a range of the flat buffers from stored gradients, in one pass over memory; each worker a part of it.</summary>
internal readonly struct UpdatePass<TUpdate> : IProgram
    where TUpdate : unmanaged, IGradientUpdate
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in Frame frame)
    {
        (int begin, int end) = frame.Split(frame.Rows, ParameterInfo.Alignment);
        RowKernel.Run(new Kernel(ref frame.Gradients(0), ref frame.Update<TUpdate>()), begin, end);
    }

    private readonly ref struct Kernel(ref float gradients, ref TUpdate update) : IRowKernel
    {
        private readonly ref float _gradients = ref gradients;
        private readonly ref TUpdate _update = ref update;

        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V> =>
            _update.ApplyRow<V>(1f, ref Unsafe.Add(ref _gradients, begin), begin, end - begin);
    }
}
