using NetGen.Tests.FrontEnd;

namespace NetGen.Tests.Reuse;

/// <summary>Networks that others are made of.</summary>
internal static class ReuseSources
{
    public const string Encoder = Definitions.Usings + EncoderClass;

    public const string All = Encoder + """

        [Network]
        public partial class TwoHeads
        {
            [Dense(3, Tanh)] private partial Tensor Trunk(Tensor x);
            [Dense(1)] private partial Tensor MeanHead(Tensor h);
            [Dense(1)] private partial Tensor SigmaHead(Tensor h);

            [Forward] private (Tensor Mean, Tensor Sigma) Define([Shape(4)] Tensor x)
            {
                var h = Trunk(x);
                return (MeanHead(h), Softplus(SigmaHead(h)) + 1e-3f);
            }
        }

        [Network]
        public partial class Dropping
        {
            [Dropout(0.5f)] private partial Tensor Drop(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Drop(x);
        }
        """;

    private const string EncoderClass = """
        [Network]
        public partial class Encoder
        {
            [Dense(5, Tanh)] private partial Tensor Trunk(Tensor x);
            [Dense(3)] private partial Tensor Head(Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x)
            {
                var h = Sigmoid(Trunk(x));
                return Head(h);
            }
        }
        """;

    /// <summary>Numbers between −1 and 1, the same each time.</summary>
    public static float[] Values(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
