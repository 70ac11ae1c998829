using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Usage;

/// <summary>Methods of a user, with two networks to call: <c>Net</c>, of two outputs, and <c>Other</c>, of one; <c>Noisy</c> has dropout.</summary>
internal static class UsageSource
{
    public const string Networks = """
        using NetGen;
        using static NetGen.Activation;
        using static NetGen.Ops;

        [Network]
        public partial class Net
        {
            [Dense(5, Tanh)] private partial Tensor Trunk(Tensor x);
            [Dense(1)] private partial Tensor MeanHead(Tensor h);
            [Dense(1)] private partial Tensor SigmaHead(Tensor h);
            [Forward]
            private (Tensor Mean, Tensor Sigma) Define([Shape(4)] Tensor x)
            {
                var h = Trunk(x);
                return (MeanHead(h), Exp(SigmaHead(h)));
            }

            [Loss] private Tensor Loss(Tensor mean, Tensor sigma, [Shape(1)] Tensor y) => GaussianNll(mean, sigma, y);
            [Metric] private Tensor Error(Tensor mean, [Shape(1)] Tensor y) => Abs(mean - y);
        }

        [Network]
        public partial class Other
        {
            [Dense(1)] private partial Tensor Body(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Body(x);
            [Loss] private Tensor Loss(Tensor output, [Shape(1)] Tensor y) => Mse(output, y);
        }

        [Network]
        public partial class Noisy
        {
            [Dense(8, Tanh), Dropout(0.5f), Dense(1)] private partial Tensor Body(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Body(x);
            [Loss] private Tensor Loss(Tensor output, [Shape(1)] Tensor y) => Mse(output, y);
        }

        """;

    // The compiler's own remarks about fragments of code are no business of these tests.
    private const string Head = """

        #pragma warning disable CS8321, CS0219, CS1998, CS0649, CS0414, CS0169
        public sealed class User
        {
            private readonly Net _net = new Net(seed: 1);
            private Net _changing = new Net(seed: 2);
            private readonly float[] _x = new float[40];
            private float[] _changingX = new float[40];
            private static int s_calls;
            [ThreadStatic] private static float[]? t_x;
            private void Touch() => _x[0] = s_calls++;
            private static float Total(float[] values) { float sum = 0; foreach (float v in values) sum += v; return sum; }
            private static float First(System.ReadOnlySpan<float> values) => values[0];
            private static void Fill(float[] values) { for (int i = 0; i < values.Length; i++) values[i] = i; }
            private static void Train(Net net) { using var trainer = net.CreateTrainer(new Sgd(0.1f), 10); trainer.Step(new float[40], new float[10]); }


        """;

    /// <summary>A file with a method of these statements, over a network <c>net</c>, its trainer and arrays that are its own.</summary>
    public static string Method(string statements, string parameters = "float[] px, float[] py", string returns = "void") => $$"""
        {{Networks}}{{Head}}    public {{returns}} Run({{parameters}})
            {
                var net = new Net(seed: 7);
                var other = new Other(seed: 7);
                var noisy = new Noisy(seed: 7);
                using var trainer = net.CreateTrainer(new Adam(0.01f), batchSize: 10);
                using var otherTrainer = other.CreateTrainer(new Adam(0.01f), batchSize: 10);
                using var noisyTrainer = noisy.CreateTrainer(new Adam(0.01f), batchSize: 10);
                float[] x = new float[40], y = new float[10], mean = new float[10], sigma = new float[10], z = new float[10];
        {{Indent(statements)}}
            }
        }
        """;

    /// <summary>
    /// The same statements as a program that runs, on data that are not zero, and gives back what it has computed: the arrays, the parameters, what it wrote
    /// to the console, and the locals of <paramref name="observed"/>.
    /// </summary>
    /// <param name="statements">What the method does, without markup.</param>
    /// <param name="observed">The variables that are looked at.</param>
    public static string Program(string statements, IEnumerable<string> observed) => $$"""
        {{Networks}}
        #pragma warning disable
        public static class Script
        {
            private static readonly List<float> Written = [];
            private static float Total(float[] values) { float sum = 0; foreach (float v in values) sum += v; return sum; }
            private static float[] Numbers(int count, int seed) { var random = new Random(seed); return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())]; }
            private static class Console { public static void WriteLine(double value) => Written.Add((float)value); }

            public static NetGen.Tests.Harness.Observed Run()
            {
                float[] px = Numbers(40, 1), py = Numbers(10, 2);
                var net = new Net(seed: 7);
                var other = new Other(seed: 7);
                using var trainer = net.CreateTrainer(new Adam(0.01f), batchSize: 10);
                using var otherTrainer = other.CreateTrainer(new Adam(0.01f), batchSize: 10);
                float[] x = Numbers(40, 3), y = Numbers(10, 4), mean = new float[10], sigma = new float[10], z = new float[10];
        {{Indent(statements)}}
                var seen = new NetGen.Tests.Harness.Observed();
        {{Indent(string.Concat(observed.Select(name => $"seen.Add(\"{name}\", {name});\n")))}}
                seen.Add("written", Written.ToArray());
                return seen;
            }
        }
        """;

    /// <summary>Fails unless statements compute after a fix what they did before.</summary>
    public static void VerifySameResults(string before, string after, float tolerance = 0)
    {
        (before, after) = (Markup.Parse(before).Text, Markup.Parse(after).Text);
        // A fix may take a local out, but not change what the others hold.
        var observed = Names(before).Intersect(Names(after)).ToArray();
        SameResults.OfPrograms(Program(before, observed), Program(after, observed), tolerance);
    }

    // Texts and arrays of texts are the names of parameters, arrays of arrays and data sets what batches are taken from; what a trainer does shows in its network.
    private static IEnumerable<string> Names(string statements) => CSharpSyntaxTree.ParseText($"{{{statements}}}").GetRoot()
        .DescendantNodes().OfType<LocalDeclarationStatementSyntax>().Where(local => local.Parent?.Parent is GlobalStatementSyntax && !Unobserved.Any(local.Declaration.Type.ToString().StartsWith)
            && !local.ToString().Contains("CreateTrainer", StringComparison.Ordinal))
        .SelectMany(local => local.Declaration.Variables).Select(variable => variable.Identifier.Text).Concat(["x", "y", "mean", "sigma", "z", "net", "other"]);

    /// <summary>Fails unless the analyzer reports what is marked, and nothing else.</summary>
    public static Task VerifyAsync<TAnalyzer>(string statements, string parameters = "float[] px, float[] py", string returns = "void")
        where TAnalyzer : DiagnosticAnalyzer, new() => new AnalyzerTest<TAnalyzer> { TestCode = Method(statements, parameters, returns) }.RunAsync();

    private static readonly string[] Unobserved = ["string", "float[][]", "DataSet"];

    private static string Indent(string statements) =>
        string.Join("\n", statements.ReplaceLineEndings("\n").Split('\n').Select(line => line.Length == 0 ? line : "        " + line));
}
