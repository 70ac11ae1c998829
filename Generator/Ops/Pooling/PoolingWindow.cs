using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>How the window of a pooling moves over pictures [height, width, channels]. What of it lies outside the picture does not count.</summary>
/// <param name="Height">Rows of the window.</param>
/// <param name="Width">Pixels in a row of the window.</param>
/// <param name="Top">Rows of the first window above the picture.</param>
/// <param name="Left">Pixels of the first window before the picture.</param>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Columns">Pixels in a row of the result.</param>
internal sealed record PoolingWindow(int Height, int Width, int StrideY, int StrideX, int Top, int Left, int Rows, int Columns)
{
    public string Print() => $"{Literals.Print(Height)} × {Literals.Print(Width)}, stride {Literals.Print(StrideY)} × {Literals.Print(StrideX)}";

    /// <summary>The result's shape for pictures of shape <paramref name="x"/>.</summary>
    public Shape Output(Shape x) => Pictures.Like(x, Shape.Of(Rows, Columns, x.Last));

    /// <summary>The type argument of Runtime's kernels.</summary>
    public string ShapeOf(KernelCall call, Shape pictures)
    {
        var x = Pictures.Of(pictures);
        (string Name, int Value)[] sizes =
        [
            ("Height", x[0]), ("Width", x[1]), ("Channels", x[2]), ("WindowHeight", Height), ("WindowWidth", Width), ("StrideY", StrideY), ("StrideX", StrideX),
            ("Top", Top), ("Left", Left), ("OutputHeight", Rows), ("OutputWidth", Columns),
        ];
        return call.Shape("Pooling" + string.Join("_", sizes.Select(s => Literals.Print(s.Value))), "IPoolingShape", sizes);
    }

    /// <summary>For each element of the result of one picture, the places of its window in the picture.</summary>
    public IEnumerable<int[]> Windows(Shape pictures)
    {
        var x = Pictures.Of(pictures);
        for (var element = 0; element < Rows * Columns * x[2]; element++)
        {
            var (row, column, channel) = (element / x[2] / Columns, element / x[2] % Columns, element % x[2]);
            var rows = Enumerable.Range((row * StrideY) - Top, Height).Where(y => y >= 0 && y < x[0]);
            var columns = Enumerable.Range((column * StrideX) - Left, Width).Where(c => c >= 0 && c < x[1]).ToArray();
            yield return [.. rows.SelectMany(y => columns.Select(c => (((y * x[1]) + c) * x[2]) + channel))];
        }
    }
}
