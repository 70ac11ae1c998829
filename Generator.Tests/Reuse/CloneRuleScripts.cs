using NetGen.Tests.FrontEnd;

namespace NetGen.Tests.Reuse;

/// <summary>Clones in the more unusual places: names, sizes, noise, normalisation, recurrences and choices.</summary>
internal static class CloneRuleScripts
{
    public const string Networks = Definitions.Usings + """
        [Network]
        public partial class Noisy
        {
            [Dense(4), BatchNorm] private partial Tensor First(Tensor x);
            [Dropout(0.5f), GaussianNoise(0.3f)] private partial Tensor Disturb(Tensor h);
            [Dense(2)] private partial Tensor Last(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x)
            {
                var größe = First(x);
                var @event = Disturb(größe);
                var z = Last(@event);
                return z;
            }

            [Loss] private Tensor Loss(Tensor z, [Shape(2)] Tensor y) => Mse(z, y);
        }

        [Network]
        public partial class Watching
        {
            [Clone<Noisy>(Parameters = CloneParameters.Constant)] private partial Tensor Whole(Tensor x);
            [Dense(2)] private partial Tensor Own(Tensor x);
            [Forward] private (Tensor Y, Tensor R) Define([Shape(4)] Tensor x) => (Own(x), Whole(x));
            [Loss] private Tensor Loss(Tensor y, Tensor r) => Mse(y, r);
        }

        [Network]
        public partial class Named
        {
            [Clone<Noisy>(Outputs = ["größe"], Parameters = CloneParameters.Constant)] private partial Tensor Local(Tensor x);
            [Clone<Noisy>(Inputs = ["event"], Outputs = ["Last"], Parameters = CloneParameters.Constant)] private partial Tensor Behind(Tensor x);
            [Clone<Noisy>(Outputs = ["First.0", "z"], Parameters = CloneParameters.Constant)] private partial (Tensor, Tensor Z) Both(Tensor x);
            [Forward] private (Tensor A, Tensor B, Tensor C, Tensor D) Define([Shape(4)] Tensor x)
            {
                var local = Local(x);
                var (first, z) = Both(x);
                return (local, Behind(local), first, z);
            }
        }

        [Network]
        public partial class Wider
        {
            [Clone<Noisy>(Inputs = ["größe", "Last.kernel", "Last.bias"], Outputs = ["z"], Parameters = CloneParameters.Constant)]
            private partial Tensor Read(Tensor h, Tensor kernel, Tensor bias);
            [Forward] private Tensor Define([Shape(4)] Tensor x, [Shape(4, 3)] Tensor kernel, [Shape(3)] Tensor bias) => Read(x, kernel, bias);
        }

        [Network]
        public partial class Forgetful
        {
            [Dense(3)] private partial Tensor In(Tensor x);
            [Dropout(0.5f)] private partial Tensor Drop(Tensor h);
            [Forward] private Tensor Define([Shape(4, 2)] Tensor sequence, [Shape(3)] Tensor start)
            {
                var (_, last) = Scan(sequence, start, (x, h) => Tanh(In(x) + Drop(h)));
                return last;
            }

            [Loss] private Tensor Loss(Tensor last, [Shape(3)] Tensor y) => Mse(last, y);
        }

        [Network]
        public partial class Remembering
        {
            [Clone<Forgetful>(Parameters = CloneParameters.Constant)] private partial Tensor Whole(Tensor sequence, Tensor start);
            [Dense(3)] private partial Tensor Own(Tensor h);
            [Forward] private (Tensor Y, Tensor R) Define([Shape(4, 2)] Tensor sequence, [Shape(3)] Tensor start) => (Own(start), Whole(sequence, start));
            [Loss] private Tensor Loss(Tensor y, Tensor r) => Mse(y, r);
        }

        [Network]
        public partial class Choosing
        {
            [Dense(1)] private partial Tensor Gate(Tensor x);
            [Dense(3, Tanh)] private partial Tensor Expert(int index, Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x)
            {
                var chosen = Gate(x) > 0f ? Expert(0, x) : Expert(1, x);
                return chosen;
            }

            [Loss] private Tensor Loss(Tensor chosen, [Shape(3)] Tensor y) => Mse(chosen, y);
        }

        [Network]
        public partial class Around
        {
            [Clone<Choosing>(Parameters = CloneParameters.Constant)] private partial Tensor Kept(Tensor x);
            [Clone<Choosing>] private partial Tensor Copied(Tensor x);
            [Clone<Choosing>(Parameters = CloneParameters.Shared)] private partial Tensor Same(Tensor x);
            [Forward] private (Tensor K, Tensor C, Tensor S, Tensor I) Define([Shape(4)] Tensor x)
            {
                var inside = Mean(x) > 0f ? Same(x) : Kept(-x);
                return (Kept(x), Copied(x), Same(x), inside);
            }

            [Loss] private Tensor Loss(Tensor c, Tensor s, Tensor i, [Shape(3)] Tensor y) => Mse(c, y) + Mse(s, y) + Mse(i, y);
        }

        """;

    public const string Scripts = """
        public static class Script
        {
            private static readonly float[] X = Enumerable.Range(0, 24).Select(i => MathF.Sin(i * 1.7f)).ToArray();

            private static Noisy Trained()
            {
                var source = new Noisy(3);
                using var trainer = source.CreateTrainer(new Sgd(0.1f), 6);
                trainer.Step(X, X[..12]);
                return source;
            }

            private static float[] Of(Noisy network) { var z = new float[12]; network.Predict(X, z); return z; }

            public static bool AConstantCloneTrainsAsItPredicts()
            {
                var source = Trained();
                var network = new Watching(source);
                float[] z = Of(source), y = new float[12], r = new float[12], inStep = new float[12];
                network.Predict(X, y, r);
                using var trainer = network.CreateTrainer(new Sgd(0.1f), 6);
                for (int i = 0; i < 3; i++) trainer.Step(X, default, inStep);
                float[] after = new float[12];
                network.Predict(X, y, after);
                return z.SequenceEqual(r) && r.SequenceEqual(inStep) && r.SequenceEqual(after) && z.SequenceEqual(Of(source));
            }

            public static bool AConstantRecurrenceTrainsAsItPredicts()
            {
                var source = new Forgetful(3);
                var network = new Remembering(source);
                float[] start = X[..9], z = new float[9], y = new float[9], r = new float[9], inStep = new float[9];
                source.Predict(X, start, z);
                network.Predict(X, start, y, r);
                using var trainer = network.CreateTrainer(new Sgd(0.1f), 3);
                trainer.Step(X, start, default, inStep);
                return z.SequenceEqual(r) && r.SequenceEqual(inStep);
            }

            public static float NamesOfAllKinds()
            {
                var source = Trained();
                float[] a = new float[24], b = new float[12], c = new float[24], d = new float[12], z = Of(source);
                new Named(source).Predict(X, a, b, c, d);
                return Enumerable.Range(0, 12).Max(i => MathF.Abs(b[i] - z[i]) + MathF.Abs(d[i] - z[i])) + (a.SequenceEqual(c) ? 1 : 0);
            }

            public static float AParameterOfAnotherSizeAsAnInput()
            {
                var source = Trained();
                float[] kernel = X[..12], bias = [1, 2, 3], z = new float[3];
                new Wider(source).Predict(X[..4], kernel, bias, z);
                return Enumerable.Range(0, 3).Max(j => MathF.Abs(z[j] - bias[j] - Enumerable.Range(0, 4).Sum(i => X[i] * kernel[(i * 3) + j])));
            }

            #pragma warning disable NG2002 // what both compute is compared
            public static string ChoicesInAndAroundParts()
            {
                var source = new Choosing(3);
                float[] expected = new float[18], negative = new float[18], minus = X.Select(x => -x).ToArray();
                source.Predict(X, expected);
                source.Predict(minus, negative);
                var network = new Around(source);
                float[] k = new float[18], c = new float[18], s = new float[18], inside = new float[18];
                network.Predict(X, k, c, s, inside);
                for (int row = 0; row < 6; row++)
                {
                    var which = X.AsSpan(4 * row, 4).ToArray().Average() > 0 ? expected : negative;
                    for (int j = 0; j < 3; j++)
                        if (MathF.Abs(which[(3 * row) + j] - inside[(3 * row) + j]) > 1e-6f) return $"row {row}";
                }

                if (!k.SequenceEqual(expected) || !c.SequenceEqual(expected) || !s.SequenceEqual(expected)) return "not the source's";
                using var trainer = network.CreateTrainer(new Adam(0.05f), 6);
                float first = trainer.Step(X, X[..18]), last = first;
                for (int i = 0; i < 60; i++) last = trainer.Step(X, X[..18]);
                float[] kept = new float[18], now = new float[18];
                network.Predict(X, kept, c, s, inside);
                source.Predict(X, now);
                if (!kept.SequenceEqual(expected)) return "the constant clone moved";
                if (!s.SequenceEqual(now) || now.SequenceEqual(expected)) return "the shared clone is not the source";
                return last < first ? "" : $"{first} to {last}";
            }
            #pragma warning restore NG2002
        }
        """;
}
