using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Adds up the gradients of several steps, each weighted by its rows, for one update with their mean.</summary>
/// <param name="steps">The steps of an update.</param>
/// <param name="layout">The parameters.</param>
internal sealed unsafe class GradientAccumulator(int steps, ParameterLayout layout) : IDisposable
{
    /// <summary>The sums, laid out as the parameters; meaningless where <see cref="Touched"/> says no.</summary>
    public AlignedBuffer Sums { get; } = new(layout.TrainableLength);

    /// <summary>The parameters that have had a gradient since the last update.</summary>
    public ParameterMask Touched { get; } = new(layout.Count);

    /// <summary>The rows whose gradients have been added up.</summary>
    public long Rows { get; private set; }

    /// <summary>The steps since the last update, those included whose gradient was left out.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether it is time for an update.</summary>
    public bool IsDue => Steps >= steps;

    /// <summary>Counts a step whose gradient is left out.</summary>
    public void Skip() => Steps++;

    /// <summary>Adds the gradients of a step.</summary>
    /// <param name="gradients">The gradients of the mean loss of the step, laid out as the parameters.</param>
    /// <param name="wanted">Which of them there are.</param>
    /// <param name="unused">Which of them no row needed; null if that is not known.</param>
    /// <param name="rows">The rows of the step.</param>
    /// <param name="threads">The largest number of threads; 0 leaves it to the pool.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(AlignedBuffer gradients, ParameterMask wanted, UnusedParameters? unused, int rows, int threads)
    {
        for (int i = 0; i < layout.Count; i++)
        {
            if (Rows == 0) Touched[i] = false;
            if (!wanted[i] || unused?[i] == true) continue;
            // The first gradient takes the place of what is left of the last update.
            Run(i, gradients, Sums, Touched[i] ? 1 : 0, rows, threads);
            Touched[i] = true;
        }

        Rows += rows;
        Steps++;
    }

    /// <summary>Puts the means into <paramref name="gradients"/>.</summary>
    /// <returns>False if there are none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveTo(AlignedBuffer gradients, int threads)
    {
        for (int i = 0; i < layout.Count && Rows > 0; i++)
        {
            if (Touched[i]) Run(i, Sums, gradients, 0, (float)(1.0 / Rows), threads);
        }

        bool any = Rows > 0;
        (Rows, Steps) = (0, 0);
        return any;
    }

    /// <summary>Takes parameters without a gradient in this update out of <paramref name="wanted"/>.</summary>
    public void Restrict(ParameterMask wanted)
    {
        for (int i = 0; i < layout.Count; i++)
        {
            if (!Touched[i]) wanted[i] = false;
        }
    }

    internal void Resume(long rows, int count, ReadOnlySpan<long> touched)
    {
        (Rows, Steps) = (rows, count);
        for (int i = 0; i < layout.Count; i++) Touched[i] = touched[i] != 0;
    }

    public void Dispose() => Sums.Dispose();

    /// <summary>target ← keep · target + factor · source for one parameter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(int index, AlignedBuffer source, AlignedBuffer target, float keep, float factor, int threads)
    {
        ParameterInfo parameter = layout[index];
        float* factors = stackalloc float[2] { keep, factor };
        Frame frame = new()
        {
            ParameterBase = source.Pointer + parameter.Offset,
            GradientBase = target.Pointer + parameter.Offset,
            FixedBase = factors,
            Rows = parameter.PaddedSize,
            Workers = 1,
        };
        ProgramRunner.RunPass(WorkerPool.Shared, frame, &Pass.Run, threads);
        GC.KeepAlive(source);
        GC.KeepAlive(target);
    }

    private readonly struct Pass : IProgram
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(in Frame frame)
        {
            (int begin, int end) = frame.Split(frame.Rows, ParameterInfo.Alignment);
            RowKernel.Run(new Kernel(ref frame.Parameters(0), ref frame.Gradients(0), frame.Fixed(0) != 0, frame.Fixed(1)), begin, end);
        }
    }

    private readonly ref struct Kernel(ref float source, ref float target, bool adds, float factor) : IRowKernel
    {
        private readonly ref float _source = ref source;
        private readonly ref float _target = ref target;

        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            V times = V.Create(factor);
            for (nuint i = begin; i < end; i += (nuint)V.Count)
            {
                V value = times * V.Load(ref _source, i);
                V.Store(adds ? V.Load(ref _target, i) + value : value, ref _target, i);
            }
        }
    }
}
