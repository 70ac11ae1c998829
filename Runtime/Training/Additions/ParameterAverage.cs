using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The average of the trained parameters, laid out as they are.</summary>
internal sealed unsafe class ParameterAverage(WeightAverage settings, ParameterLayout layout) : IDisposable
{
    public AlignedBuffer Values { get; } = new(layout.TrainableLength);

    /// <summary>The updates that the average has seen.</summary>
    public long Updates { get; private set; }

    public void Resume(long updates) => Updates = updates;

    /// <summary>Takes the parameters of one more update into the average.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ParameterSet parameters, int threads)
    {
        float weight = settings.Weight(Updates++);
        for (int i = 0; i < layout.Count; i++)
        {
            ParameterInfo parameter = layout[i];
            if (!parameter.Trainable) continue;
            Frame frame = new()
            {
                ParameterBase = parameters.Memory(parameter.Memory).Buffer.Pointer + parameter.MemoryOffset,
                GradientBase = Values.Pointer + parameter.Offset,
                FixedBase = &weight,
                Rows = parameter.PaddedSize,
                Workers = 1,
            };
            ProgramRunner.RunPass(WorkerPool.Shared, frame, &Pass.Run, threads);
        }

        GC.KeepAlive(parameters);
        GC.KeepAlive(this);
    }

    /// <summary>Exchanges the parameters and their average.</summary>
    public void Swap(ParameterSet parameters)
    {
        for (int i = 0; i < layout.Count; i++)
        {
            if (!layout[i].Trainable) continue;
            Span<float> values = parameters[i], average = Values.Span.Slice(layout[i].Offset, layout[i].Size);
            for (int at = 0; at < values.Length; at++) (values[at], average[at]) = (average[at], values[at]);
        }
    }

    /// <summary>Gives the parameters the values of the average.</summary>
    public void CopyTo(ParameterSet parameters)
    {
        for (int i = 0; i < layout.Count; i++)
        {
            if (layout[i].Trainable) Values.Span.Slice(layout[i].Offset, layout[i].Size).CopyTo(parameters[i]);
        }
    }

    public void Dispose() => Values.Dispose();

    private readonly struct Pass : IProgram
    {
        public static void Run(in Frame frame)
        {
            (int begin, int end) = frame.Split(frame.Rows, ParameterInfo.Alignment);
            RowKernel.Run(new Kernel(ref frame.Parameters(0), ref frame.Gradients(0), frame.Fixed(0)), begin, end);
        }
    }

    private readonly ref struct Kernel(ref float parameters, ref float average, float weight) : IRowKernel
    {
        private readonly ref float _parameters = ref parameters;
        private readonly ref float _average = ref average;

        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            V part = V.Create(weight);
            for (nuint i = begin; i < end; i += (nuint)V.Count)
            {
                V old = V.Load(ref _average, i);
                V.Store(old + (part * (V.Load(ref _parameters, i) - old)), ref _average, i);
            }
        }
    }
}
