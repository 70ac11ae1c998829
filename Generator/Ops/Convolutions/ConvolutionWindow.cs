using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>How the window of a convolution moves over pictures [height, width, channels] (height 1 for sequences), and what the sizes of input x, kernel k
/// [rows, columns, channels of a group, outputs] and output y have to do with each other. There is no padding.</summary>
internal sealed record ConvolutionWindow(int StrideY, int StrideX, int DilationY, int DilationX, int Groups)
{
    /// <summary>The shape of the output.</summary>
    public Shape Output(Shape x, Shape k) => Shape.Of(
        Positions(x[0], k[0], StrideY, DilationY), Positions(x[1], k[1], StrideX, DilationX), k[3]);

    /// <summary>The positions of a window of <paramref name="size"/> over an axis of <paramref name="length"/>.</summary>
    public static int Positions(int length, int size, int stride, int dilation) => ((length - Reach(size, dilation)) / stride) + 1;

    /// <summary>From the first to the last element of a window.</summary>
    public static int Reach(int size, int dilation) => ((size - 1) * dilation) + 1;

    /// <summary>Multiplications for one picture.</summary>
    public long Products(Shape x, Shape k) => (long)Output(x, k).ElementCount * k[0] * k[1] * k[2];

    public string Print()
    {
        var parts = new List<string>();
        if (StrideY != 1 || StrideX != 1)
            parts.Add($"stride {Pair(StrideY, StrideX)}");
        if (DilationY != 1 || DilationX != 1)
            parts.Add($"dilation {Pair(DilationY, DilationX)}");
        if (Groups != 1)
            parts.Add($"{Literals.Print(Groups)} groups");
        return string.Join(", ", parts);
    }

    /// <summary>The type argument of Runtime's kernels.</summary>
    public string ShapeOf(KernelCall call, Shape x, Shape k)
    {
        (string Name, int Value)[] sizes =
        [
            ("Height", x[0]), ("Width", x[1]), ("Channels", x[2]), ("Outputs", k[3]), ("KernelHeight", k[0]), ("KernelWidth", k[1]),
            ("StrideY", StrideY), ("StrideX", StrideX), ("DilationY", DilationY), ("DilationX", DilationX), ("Groups", Groups),
        ];
        var plain = StrideY == 1 && StrideX == 1 && DilationY == 1 && DilationX == 1 && Groups == 1;
        var name = $"Convolution{Join(x)}To{Literals.Print(k[3])}By{Literals.Print(k[0])}x{Literals.Print(k[1])}";
        return call.Shape(plain ? name : name + "_" + string.Join("_", sizes.Skip(6).Select(s => Literals.Print(s.Value))), "IConvolutionShape", sizes);
    }

    /// <summary>Calls <paramref name="visit"/> with the places in x, k and y of every product of all pictures.</summary>
    public void ForEach(ReferenceTensor x, ReferenceTensor k, ReferenceTensor y, Action<int, int, int> visit)
    {
        var (from, to) = (Pictures.Of(x.Type.Shape), Pictures.Of(y.Type.Shape).ElementCount);
        for (var picture = 0; picture < y.Data.Length / to; picture++)
        {
            var (input, output) = (picture * from.ElementCount, picture * to);
            ForEach(from, k.Type.Shape, (i, tap, o) => visit(input + i, tap, output + o));
        }
    }

    private void ForEach(Shape x, Shape k, Action<int, int, int> visit)
    {
        var y = Output(x, k);
        var (channels, filters) = (k[2], k[3] / Groups);
        for (var output = 0; output < y.ElementCount; output++)
        {
            var (row, column, filter) = (output / y[2] / y[1], output / y[2] % y[1], output % y[2]);
            for (var tap = 0; tap < k[0] * k[1] * channels; tap++)
            {
                var (windowRow, windowColumn, channel) = (tap / channels / k[1], tap / channels % k[1], tap % channels);
                var (inputRow, inputColumn) = ((row * StrideY) + (windowRow * DilationY), (column * StrideX) + (windowColumn * DilationX));
                var input = (((inputRow * x[1]) + inputColumn) * x[2]) + (filter / filters * channels) + channel;
                visit(input, (tap * k[3]) + filter, output);
            }
        }
    }

    private static string Pair(int y, int x) => y == x ? Literals.Print(y) : $"{Literals.Print(y)} × {Literals.Print(x)}";

    private static string Join(Shape shape) => string.Join("x", shape.Sizes.Select(Literals.Print));
}
