using NetGen.Tests.FrontEnd;

namespace NetGen.Tests.CustomOps;

/// <summary>Operations as users write them, and networks of them beside the same networks of functions that netgen has.</summary>
internal static class OperationSources
{
    public const string Library = Definitions.Usings + """
        public static partial class MyOps
        {
            /// <summary>x / (1 + exp(−slope · x)).</summary>
            [Op] public static partial Tensor Swish(Tensor x, float slope = 1);

            public static void Swish(ReadOnlySpan<float> x, float slope, Span<float> y)
            {
                for (var i = 0; i < y.Length; i++)
                    y[i] = x[i] / (1 + MathF.Exp(-slope * x[i]));
            }

            public static void SwishGradient(ReadOnlySpan<float> x, float slope, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
            {
                for (var i = 0; i < dx.Length; i++)
                {
                    var s = 1 / (1 + MathF.Exp(-slope * x[i]));
                    dx[i] = dy[i] * (s + (slope * y[i] * (1 - s)));
                }
            }

            // Spans to write hold zeros, so that sums can be added up in them.
            [Op] public static partial Tensor Blend(Tensor gate, Tensor a, Tensor b);

            public static void Blend(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> gate, Span<float> result)
            {
                for (var i = 0; i < result.Length; i++)
                {
                    result[i] += gate[i] * a[i];
                    result[i] += (1 - gate[i]) * b[i];
                }
            }

            public static void BlendGradient(
                ReadOnlySpan<float> gate, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> dResult, Span<float> db, Span<float> da, Span<float> dGate)
            {
                for (var i = 0; i < a.Length; i++)
                {
                    da[i] += gate[i] * dResult[i];
                    db[i] += (1 - gate[i]) * dResult[i];
                    dGate[i] += (a[i] - b[i]) * dResult[i];
                }
            }

            [Op] public static partial Tensor ColumnSums(Tensor x, int times, bool negate = false);

            private static int[] ColumnSumsShape(int[] xShape) => [xShape[^1]];

            public static void ColumnSums(ReadOnlySpan<float> x, ReadOnlySpan<int> xShape, int times, bool negate, Span<float> y)
            {
                for (var i = 0; i < x.Length; i++)
                    y[i % xShape[1]] += (negate ? -times : times) * x[i];
            }

            public static void ColumnSumsGradient(ReadOnlySpan<int> xShape, int times, bool negate, ReadOnlySpan<float> dy, Span<float> dx)
            {
                for (var i = 0; i < dx.Length; i++)
                    dx[i] = (negate ? -times : times) * dy[i % xShape[1]];
            }

            [Op] [return: Shape] public static partial Tensor Surprise(Tensor logits, Tensor label);

            public static void Surprise(ReadOnlySpan<float> logits, ReadOnlySpan<int> label, Span<float> y)
            {
                var sum = 0f;
                foreach (var logit in logits)
                    sum += MathF.Exp(logit);
                y[0] = MathF.Log(sum) - logits[label[0]];
            }

            public static void SurpriseGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> label, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dlogits)
            {
                for (var i = 0; i < dlogits.Length; i++)
                    dlogits[i] = dy[0] * (MathF.Exp(logits[i] - y[0] - logits[label[0]]) - (i == label[0] ? 1 : 0));
            }

            [Op(Differentiable = false)] public static partial Tensor Floor(Tensor x);

            public static void Floor(ReadOnlySpan<float> x, Span<float> y)
            {
                for (var i = 0; i < y.Length; i++)
                    y[i] = MathF.Floor(x[i]);
            }
        }
        """;

    /// <summary>Two networks with the same parameters: what <paramref name="mine"/> says with operations, <paramref name="built"/> says with functions.</summary>
    public static string Pair(string members, string mine, string built) =>
        "#pragma warning disable NG3002 // not all layers are applied in each\n" + Library + "\n" + Network("Mine", members, mine) + Network("Built", members, built) + Script;

    private static string Network(string name, string members, string body) => $$"""

        [Network]
        public partial class {{name}}
        {
        {{members}}
            [Forward]
            private Tensor Define([Shape(3, 4)] Tensor x)
            {
                {{body}}
            }
        }

        """;

    private const string Script = """
        public static class Script
        {
            public static INetwork Create(bool mine) => mine ? new Mine(3) : new Built(3);

            public static float[] Predict(bool mine, float[] x, int width)
            {
                var output = new float[x.Length / 12 * width];
                if (mine)
                    new Mine(3).Predict(x, output);
                else
                    new Built(3).Predict(x, output);
                return output;
            }
        }
        """;
}
