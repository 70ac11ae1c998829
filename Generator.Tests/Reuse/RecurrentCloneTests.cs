using NetGen.Generator.FrontEnd;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Reuse;

/// <summary>Parts that hold a recurrence, and parts inside one.</summary>
public sealed class RecurrentCloneTests
{
    private const string Networks = Definitions.Usings + """
        [Network]
        public partial class Reader
        {
            [Lstm(6)] private partial Tensor Read(Tensor x);
            [Dense(3)] private partial Tensor Head(Tensor h);
            [Forward] private Tensor Define([Shape(5, 2)] Tensor sequence) { var last = Read(sequence); var z = Head(last); return z; }
        }

        [Network]
        public partial class Rereading
        {
            [Clone<Reader>(Outputs = ["last"])] private partial Tensor Copy(Tensor sequence);
            [Clone<Reader>(Parameters = CloneParameters.Constant)] private partial Tensor Reference(Tensor sequence);
            [Dense(3)] private partial Tensor Top(Tensor h);
            [Forward] private (Tensor Y, Tensor R) Define([Shape(5, 2)] Tensor sequence) => (Top(Copy(sequence)), Reference(sequence));
            [Loss] private Tensor Loss(Tensor y, Tensor r) => Mse(y, r);
        }

        [Network]
        public partial class Stepping
        {
            [Dense(4)] private partial Tensor In(Tensor x);
            [Dense(4, UseBias = false)] private partial Tensor Recur(Tensor h);
            [Forward] private Tensor Define([Shape(2)] Tensor x, [Shape(4)] Tensor h) { var next = Tanh(In(x) + Recur(h)); return next; }
        }

        [Network]
        public partial class Scanning
        {
            [Clone<Stepping>(Parameters = CloneParameters.Shared)] private partial Tensor Cell(Tensor x, Tensor h);
            [Forward] private Tensor Define([Shape(5, 2)] Tensor sequence, [Shape(4)] Tensor start)
            {
                var (_, last) = Scan(sequence, start, (x, h) => Cell(x, h));
                return last;
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }

        """;

    private const string Scripts = """
        public static class Script
        {
            private static readonly float[] X = Enumerable.Range(0, 30).Select(i => MathF.Sin(i * 1.7f)).ToArray();

            public static bool AClonedRecurrence()
            {
                var source = new Reader(3);
                var network = new Rereading(source, 1);
                var (z, y, r) = (new float[9], new float[9], new float[9]);
                source.Predict(X, z);
                network.Predict(X, y, r);
                bool same = z.AsSpan().SequenceEqual(r);
                using var trainer = network.CreateTrainer(new Adam(0.02f), 3);
                float first = trainer.Step(X), last = first;
                for (int i = 0; i < 50; i++) last = trainer.Step(X);
                network.Predict(X, y, r);
                return same && z.AsSpan().SequenceEqual(r) && last < first / 2;
            }

            public static float ACloneInARecurrence()
            {
                var step = new Stepping(3);
                var network = new Scanning(step);
                float[] h = new float[4], next = new float[4], last = new float[4];
                network.Predict(X[..10], h, last);
                for (int i = 0; i < 5; i++)
                {
                    step.Predict(X.AsSpan(2 * i, 2), h, next);
                    (h, next) = (next, h);
                }

                float[] before = step.Parameters["Recur.kernel"].ToArray();
                using var trainer = network.CreateTrainer(new Sgd(0.1f), 1);
                trainer.Step(X[..10], new float[4], new float[4]);
                bool trained = !before.AsSpan().SequenceEqual(step.Parameters["Recur.kernel"]);
                return trained ? h.Zip(last, (a, b) => MathF.Abs(a - b)).Max() : 1;
            }
        }
        """;

    private static readonly Lazy<CompiledScript> Script = new(() => new CompiledScript(Networks + Scripts));

    [Fact]
    public void Part_WithARecurrence_IsClonedAndTrained() => Assert.True(Script.Value.Run<bool>("AClonedRecurrence"));

    [Fact]
    public void Part_InsideARecurrence_IsTheSameAtEachStep() => Assert.InRange(Script.Value.Run<float>("ACloneInARecurrence"), 0, 1e-5);

    [Fact]
    public void Text_OfARecurrence_GivesTheSameNetwork()
    {
        foreach (var result in Definitions.ParseAll(ProjectSetup.CreateCompilation([("/0/Networks.cs", Networks)])))
        {
            var network = SourceNetwork.Of(result.Spec);
            var text = NetworkText.Write(network);
            Assert.NotNull(text);
            Assert.Equal(text, NetworkText.Write(NetworkText.Read(network.Name, text)));
        }
    }
}
