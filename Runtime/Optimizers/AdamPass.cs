using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>What <see cref="UpdatePass{TUpdate}"/> is to the other optimizers.</summary>
internal readonly struct AdamPass : IProgram
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in Frame frame)
    {
        (int begin, int end) = frame.Split(frame.Rows, ParameterInfo.Alignment);
        RowKernel.Run(new Kernel(ref frame.Gradients(0), ref frame.Update<AdamUpdate>()), begin, end);
    }

    private readonly ref struct Kernel(ref float gradients, ref AdamUpdate update) : IRowKernel
    {
        private readonly ref float _gradients = ref gradients;
        private readonly ref AdamUpdate _update = ref update;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            AdamUpdate update = _update;
            update.Pass<V>(ref _gradients, begin, end);
        }
    }
}
