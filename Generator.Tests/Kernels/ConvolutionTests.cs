using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

[RunsAtEveryInstructionSet]
public sealed class ConvolutionTests
{
    private const int Samples = 3;

    // Every tail of filters and channels beyond full vectors, rows of every height of a tile, and windows with every kind of gap.
    private static readonly Sizes[] Cases =
    [
        .. Enumerable.Range(1, 35).Select(o => new Sizes(1, 9, 3, o, 1, 3)),
        .. Enumerable.Range(1, 35).Select(c => new Sizes(3, 4, c, 5, 2, 2)),
        .. Enumerable.Range(3, 16).Select(w => new Sizes(3, w, 2, 18, 3, 3)),
        .. Enumerable.Range(2, 34).Select(c => new Sizes(5, 6, c, c, 2, 3, 1, 2, 2, 1, c)),
        new(5, 7, 3, 4, 2, 3, 2, 1), new(6, 7, 3, 4, 2, 3, 1, 2), new(7, 8, 2, 17, 3, 2, 3, 2), new(7, 9, 4, 3, 1, 1, 2, 3),
        new(7, 9, 3, 4, 3, 3, 1, 1, 2, 1), new(7, 9, 3, 33, 3, 3, 1, 1, 1, 3), new(9, 9, 2, 4, 2, 3, 2, 2, 3, 2),
        new(5, 6, 6, 4, 3, 3, 1, 1, 1, 1, 2), new(5, 6, 34, 68, 2, 2, 1, 1, 2, 2, 2), new(4, 5, 5, 5, 3, 3, 1, 1, 1, 1, 5), new(4, 7, 3, 9, 3, 3, 1, 2, 1, 1, 3),
        new(8, 8, 300, 33, 1, 2),
    ];

    private static Sizes _sizes = Cases[0];

    [Fact]
    public void Multiply_EverySize_AgreesWithDoublePrecision() => Widths.ForEach(new Check(Kind.Forward));

    [Fact]
    public void MultiplyTransposed_EverySize_AgreesWithDoublePrecision() => Widths.ForEach(new Check(Kind.Transposed));

    [Fact]
    public void MultiplyOuter_EverySize_AgreesWithDoublePrecision() => Widths.ForEach(new Check(Kind.Outer));

    [Fact]
    public void Kernels_SplitAmongCalls_GiveTheSameBits() => Widths.ForEach(default(Splits));

    [Fact]
    public void Multiply_PixelsSplitAnywhere_GivesTheSameBits() => Widths.ForEach(default(PixelSplits));

    [Fact]
    public void MultiplyOuter_MoreSamplesThanABlock_AddsThemInOrder() => Widths.ForEach(default(ManySamples));

    [Fact]
    public void MultiplyOuter_NoSamples_IsZero()
    {
        _sizes = new(3, 3, 2, 3, 2, 2);
        Assert.All(Run<Simd128>(Kind.Outer, 0, (0, 8)), value => Assert.Equal(0, value));
    }

    private enum Kind
    {
        Forward,
        Transposed,
        Outer,
    }

    /// <summary>One factor of each kind, and the parts in which the results are asked for.</summary>
    private static float[] Run<V>(Kind kind, int samples, params (int Begin, int End)[] parts)
        where V : struct, ISimd<V>
    {
        using GuardedBuffer x = new(samples * _sizes.InputCount, new Random(1)), k = new(_sizes.KernelCount, new Random(2)), y = new(samples * _sizes.OutputCount, new Random(3));
        using GuardedBuffer result = new(kind switch { Kind.Forward => y.Length, Kind.Transposed => x.Length, _ => k.Length });
        ConvolutionSizes sizes = ConvolutionSizes.Of<Shape>();
        foreach ((int begin, int end) in parts)
        {
            StoringEpilogue epilogue = new(ref result.Reference, kind == Kind.Transposed ? _sizes.C : _sizes.O);
            switch (kind)
            {
                case Kind.Forward: ConvolutionForward<V, StoringEpilogue>.Run(ref x.Reference, ref k.Reference, sizes, new((nuint)begin, (nuint)end, 0, sizes.OutputPixels), epilogue); break;
                case Kind.Transposed: ConvolutionTransposed<V, StoringEpilogue>.Run(ref y.Reference, ref k.Reference, sizes, begin, end, epilogue); break;
                default: ConvolutionOuter<V, StoringEpilogue>.Run(ref x.Reference, ref y.Reference, sizes, samples, begin, end, epilogue); break;
            }
        }

        return result.Span.ToArray();
    }

    /// <summary>The sums in double precision, and the sums of magnitudes with the number of terms.</summary>
    private static (double[] Sums, double[] Bounds) Expected(Kind kind, int samples)
    {
        using GuardedBuffer x = new(samples * _sizes.InputCount, new Random(1)), k = new(_sizes.KernelCount, new Random(2)), y = new(samples * _sizes.OutputCount, new Random(3));
        int count = kind switch { Kind.Forward => y.Length, Kind.Transposed => x.Length, _ => k.Length };
        double[] sums = new double[count], magnitudes = new double[count];
        int[] terms = new int[count];
        for (int sample = 0; sample < samples; sample++)
        {
            foreach ((int i, int t, int o) in _sizes.Products())
            {
                int input = (sample * _sizes.InputCount) + i, output = (sample * _sizes.OutputCount) + o;
                (int at, double product) = kind switch
                {
                    Kind.Forward => (output, (double)x.Span[input] * k.Span[t]),
                    Kind.Transposed => (input, (double)y.Span[output] * k.Span[t]),
                    _ => (t, (double)x.Span[input] * y.Span[output]),
                };
                sums[at] += product;
                magnitudes[at] += Math.Abs(product);
                terms[at]++;
            }
        }

        return (sums, [.. magnitudes.Select((m, i) => (terms[i] + 1) * m * Math.Pow(2, -24))]);
    }

    private sealed record Sizes(int H, int W, int C, int O, int Kh, int Kw, int Sy = 1, int Sx = 1, int Dy = 1, int Dx = 1, int Groups = 1)
    {
        public int Ho => ((H - 1 - ((Kh - 1) * Dy)) / Sy) + 1;

        public int Wo => ((W - 1 - ((Kw - 1) * Dx)) / Sx) + 1;

        public int InputCount => H * W * C;

        public int KernelCount => Kh * Kw * C / Groups * O;

        public int OutputCount => Ho * Wo * O;

        public int KernelRows => KernelCount / O;

        /// <summary>The places in input, kernel and output of each product, by plain loops.</summary>
        public IEnumerable<(int Input, int Kernel, int Output)> Products()
        {
            int channels = C / Groups, taps = Kh * Kw * channels;
            for (int n = 0; n < OutputCount * taps; n++)
            {
                (int output, int tap) = (n / taps, n % taps);
                (int oy, int ox, int o) = (output / O / Wo, output / O % Wo, output % O);
                (int ky, int kx, int c) = (tap / channels / Kw, tap / channels % Kw, tap % channels);
                int pixel = (((oy * Sy) + (ky * Dy)) * W) + (ox * Sx) + (kx * Dx), channel = (o / (O / Groups) * channels) + c;
                yield return ((pixel * C) + channel, (tap * O) + o, output);
            }
        }
    }

    private readonly struct Check(Kind kind) : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (Sizes sizes in Cases)
            {
                _sizes = sizes;
                float[] actual = Run<V>(kind, Samples, kind == Kind.Outer ? (0, sizes.KernelRows) : (0, Samples));
                (double[] sums, double[] bounds) = Expected(kind, Samples);
                for (int i = 0; i < sums.Length; i++)
                    Assert.True(Math.Abs(actual[i] - sums[i]) <= bounds[i], $"{kind} {sizes}, {V.Count} lanes: [{i}] is {actual[i]:r}, not {sums[i]:r}");
            }
        }

        private static float[] Run<V>(Kind kind, int samples, params (int Begin, int End)[] parts)
            where V : struct, ISimd<V> => ConvolutionTests.Run<V>(kind, samples, parts);
    }

    private readonly struct Splits : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (Sizes sizes in Cases.Where((_, i) => i % 5 == 0 || i > 119))
            {
                _sizes = sizes;
                foreach (Kind kind in Enum.GetValues<Kind>())
                {
                    int end = kind == Kind.Outer ? sizes.KernelRows : Samples, middle = (end + 1) / 2;
                    Assert.Equal(ConvolutionTests.Run<V>(kind, Samples, (0, end)), ConvolutionTests.Run<V>(kind, Samples, (middle, end), (0, middle)));
                }
            }
        }
    }

    private readonly struct PixelSplits : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (Sizes sizes in Cases.Where((s, i) => s.Groups == 1 && (i % 5 == 0 || i > 119)))
            {
                _sizes = sizes;
                float[] whole = ConvolutionTests.Run<V>(Kind.Forward, Samples, (0, Samples));
                using GuardedBuffer x = new(Samples * sizes.InputCount, new Random(1)), k = new(sizes.KernelCount, new Random(2)), result = new(whole.Length);
                nuint pixels = (nuint)(sizes.Ho * sizes.Wo);
                for (nuint middle = 0; middle <= pixels; middle++)
                {
                    result.Span.Clear();
                    StoringEpilogue epilogue = new(ref result.Reference, sizes.O);
                    ConvolutionForward<V, StoringEpilogue>.Run(ref x.Reference, ref k.Reference, ConvolutionSizes.Of<Shape>(), new(0, (nuint)Samples, middle, pixels), epilogue);
                    ConvolutionForward<V, StoringEpilogue>.Run(ref x.Reference, ref k.Reference, ConvolutionSizes.Of<Shape>(), new(0, (nuint)Samples, 0, middle), epilogue);
                    Assert.Equal(whole, result.Span);
                }
            }
        }
    }

    private readonly struct ManySamples : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            const int Many = 70;
            _sizes = new(8, 8, 40, 20, 2, 2);
            float[] actual = ConvolutionTests.Run<V>(Kind.Outer, Many, (0, _sizes.KernelRows));
            (double[] sums, double[] bounds) = Expected(Kind.Outer, Many);
            for (int i = 0; i < sums.Length; i++)
                Assert.True(Math.Abs(actual[i] - sums[i]) <= bounds[i], $"{V.Count} lanes: [{i}] is {actual[i]:r}, not {sums[i]:r}");
        }
    }

    private readonly struct Shape : IConvolutionShape
    {
        public static int Height => _sizes.H;

        public static int Width => _sizes.W;

        public static int Channels => _sizes.C;

        public static int Outputs => _sizes.O;

        public static int KernelHeight => _sizes.Kh;

        public static int KernelWidth => _sizes.Kw;

        public static int StrideY => _sizes.Sy;

        public static int StrideX => _sizes.Sx;

        public static int DilationY => _sizes.Dy;

        public static int DilationX => _sizes.Dx;

        public static int Groups => _sizes.Groups;
    }
}
