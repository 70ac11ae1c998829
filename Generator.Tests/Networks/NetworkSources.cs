namespace NetGen.Tests.Networks;

/// <summary>Definitions that several tests use.</summary>
internal static class NetworkSources
{
    public const string Usings = """
        using NetGen;
        using static NetGen.Activation;
        using static NetGen.Ops;

        """;

    /// <summary>The ridership network as it should be written: the trunk's value is a local.</summary>
    public const string RidershipLifted = Usings + """
        namespace Demo;

        [Network]
        public partial class RidershipModel
        {
            [Dense(50, Relu), Dense(25, Relu)] private partial Tensor Trunk(Tensor x);
            [Dense(25, Relu), Dense(10, Relu), Dense(1)] private partial Tensor MeanHead(Tensor h);
            [Dense(25, Relu), Dense(10, Relu), Dense(1)] private partial Tensor SigmaHead(Tensor h);

            [Forward]
            private (Tensor Mean, Tensor Sigma) Define([Shape(67)] Tensor x)
            {
                var h = Trunk(x);
                return (MeanHead(h), Softplus(SigmaHead(h)) + 1e-3f);
            }

            [Loss] private Tensor Loss(Tensor mean, Tensor sigma, [Shape(1)] Tensor y) => GaussianNll(mean, sigma, y);
            [Metric] private Tensor Mae(Tensor mean, [Shape(1)] Tensor y) => Abs(mean - y);
        }
        """;

    /// <summary>The same network with the trunk called once for each head.</summary>
    public static string RidershipNaive { get; } = RidershipLifted
        .Replace("        var h = Trunk(x);\n", "", StringComparison.Ordinal)
        .Replace("(MeanHead(h), Softplus(SigmaHead(h)) + 1e-3f)", "(MeanHead(Trunk(x)), Softplus(SigmaHead(Trunk(x))) + 1e-3f)", StringComparison.Ordinal);

    /// <summary>The shortest network.</summary>
    public const string Mlp = Usings + """
        namespace Demo;

        [Network, Input(12), Dense(9, Activation.Relu), Dense(5), CrossEntropy]
        public partial class Mlp;
        """;

    /// <summary>A network whose class has the given name and hidden width.</summary>
    public static string Small(string name = "Small", int width = 8) => Usings + $$"""
        [Network]
        public partial class {{name}}
        {
            [Dense({{width}}, Tanh)] private partial Tensor Hidden(Tensor x);
            [Dense(2)] private partial Tensor Head(Tensor h);

            [Forward] private Tensor Define([Shape(3)] Tensor x) => Head(Hidden(x));
            [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
        }
        """;
}
