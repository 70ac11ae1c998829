using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>What the compiler emits for one dense layer, by hand: the forward product, then all gradients with the output as its own delta.</summary>
internal readonly struct DenseLayer : IProgram
{
    public const int Rows = 83, Inputs = 45, Outputs = 37, ParameterCount = Inputs * Outputs + Outputs;

    public static float[] Run(RunnerHarness harness)
    {
        Random random = new(3);
        foreach (ref float value in harness.Parameters.Span)
            value = random.NextSingle() - 0.5f;
        float[] input = new float[Rows * Inputs], inputGradient = new float[Rows * Inputs];
        foreach (ref float value in input.AsSpan())
            value = random.NextSingle() - 0.5f;
        harness.Run<DenseLayer>(Rows, input, inputGradient, new RunOptions { Operations = RunnerHarness.ManyOperations });
        return inputGradient;
    }

    public static void Run(in Frame frame)
    {
        (int begin, int end) = frame.RowRange;
        ref float weights = ref frame.Parameters(0);
        ref float output = ref frame.Arena(0);
        Gemm.Multiply<Forward, Bias>(ref frame.Slot(0), ref weights, begin, end, new Bias(ref frame.Parameters(Inputs * Outputs), ref output));
        Gemm.MultiplyTransposed<Backward, Plain>(ref output, ref weights, begin, end, new Plain(ref frame.Slot(1), Inputs));
        frame.Barrier();

        (begin, end) = frame.Split(Inputs, 8);
        Gemm.MultiplyOuter<Forward, Plain>(ref frame.Slot(0), ref output, frame.Rows, begin, end, new Plain(ref frame.Gradients(0), Outputs));
        (begin, end) = frame.Split(Outputs, 16);
        ColumnSum.Run(ref output, frame.Rows, Outputs, begin, end, ref frame.Gradients(Inputs * Outputs));
    }

    private readonly struct Forward : IMatMulShape
    {
        public static int K => Inputs;
        public static int N => Outputs;
    }

    private readonly struct Backward : IMatMulShape
    {
        public static int K => Outputs;
        public static int N => Inputs;
    }

    private readonly ref struct Bias(ref float bias, ref float output) : IEpilogue
    {
        private readonly ref float _bias = ref bias, _output = ref output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V, L>(V value, nuint row, nuint column, L lanes)
            where V : struct, ISimd<V>
            where L : struct, ILanes<V>
            => lanes.Store(VectorMath.Tanh(value + lanes.Load(ref _bias, column)), ref _output, row * Outputs + column);
    }

    private readonly ref struct Plain(ref float output, int stride) : IEpilogue
    {
        private readonly ref float _output = ref output;
        private readonly nuint _stride = (nuint)stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V, L>(V value, nuint row, nuint column, L lanes)
            where V : struct, ISimd<V>
            where L : struct, ILanes<V>
            => lanes.Store(value, ref _output, row * _stride + column);
    }
}
