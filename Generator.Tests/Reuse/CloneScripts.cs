using NetGen.Tests.FrontEnd;

namespace NetGen.Tests.Reuse;

/// <summary>Clones, and what users do with them.</summary>
internal static class CloneScripts
{
    public const string Networks = Definitions.Usings + """
        [Network]
        public partial class Acoustic
        {
            [Dense(6, Tanh)] private partial Tensor Hidden(Tensor x);
            [Dense(5, Tanh), Dropout(0.5f)] private partial Tensor Upper(Tensor x);
            [Dense(3)] private partial Tensor Top(Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor features)
            {
                var h = Hidden(features);
                var z = Top(Upper(h));
                return z;
            }

            [Loss] private Tensor Loss(Tensor z, [Label] Tensor label) => CrossEntropy(z, label);
        }

        [Network]
        public partial class Adapted
        {
            [Clone<Acoustic>(Inputs = ["features"], Outputs = ["z"])] private partial Tensor Adapt(Tensor x);
            [Clone<Acoustic>(Parameters = CloneParameters.Constant)] private partial Tensor Reference(Tensor x);

            [Forward] private (Tensor Z, Tensor Reference) Define([Shape(4)] Tensor x) => (Adapt(x), Reference(x));

            [Loss] private Tensor Loss(Tensor z, Tensor reference, [Shape(3)] Tensor labels) =>
                CrossEntropy(z, labels * 0.75f + Softmax(reference) * 0.25f);
        }

        [Network]
        public partial class Sharing
        {
            [Clone<Acoustic>(Parameters = CloneParameters.Shared)] private partial Tensor Tower(Tensor x);
            [Clone<Acoustic>(Outputs = ["h"], Parameters = CloneParameters.Shared)] private partial Tensor Lower(Tensor x);
            [Dense(3)] private partial Tensor Own(Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor a, [Shape(4)] Tensor b)
            {
                var y = Tower(a) + Tower(b) + Own(Lower(a));
                return y;
            }

            [Loss] private Tensor Loss(Tensor y, [Label] Tensor label) => CrossEntropy(y, label);
        }

        [Network]
        public partial class Mixed
        {
            [Clone<Acoustic>(Constant = ["Hidden.*"], Shared = ["Top.bias"])] private partial Tensor Part(Tensor x);
            [Clone<Acoustic>(Parameters = CloneParameters.Constant)] private partial Tensor Reference(Tensor x);
            [Forward] private (Tensor Y, Tensor R) Define([Shape(4)] Tensor x) => (Part(x), Reference(x));
            [Loss] private Tensor Loss(Tensor y, Tensor r) => Mse(y, r);
        }

        [Network]
        public partial class Narrow
        {
            [Clone<Acoustic>(Inputs = ["features", "Hidden.bias"], Outputs = ["h"])] private partial Tensor Conditioned(Tensor x, Tensor bias);
            [Dense(6)] private partial Tensor Bias(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x, [Shape(2)] Tensor speaker) { var y = Conditioned(x, Bias(speaker)); return y; }
        }

        [Network]
        public partial class Selfish
        {
            [Dense(4, Tanh)] private partial Tensor Trunk(Tensor x);
            [Dense(1)] private partial Tensor Value(Tensor x);
            [Clone<Selfish>(Inputs = ["x"], Outputs = ["v"], Parameters = CloneParameters.Shared)] private partial Tensor Again(Tensor x);
            [Clone<Selfish>(Inputs = ["x"], Outputs = ["v"], Parameters = CloneParameters.Constant)] private partial Tensor Target(Tensor x);
            [Clone<Selfish>(Inputs = ["x"], Outputs = ["v"])] private partial Tensor Copy(Tensor x);

            [Forward] private (Tensor V, Tensor After, Tensor Goal, Tensor Other) Define([Shape(3)] Tensor x, [Shape(3)] Tensor next)
            {
                var v = Value(Trunk(x));
                return (v, Again(next), Target(next), Copy(x));
            }

            [Loss] private Tensor Loss(Tensor v, Tensor after, Tensor goal, Tensor other) => Square(v - goal) + Square(after - goal) + Square(other - v);
        }

        [Network]
        public partial class Frosty
        {
            [Frozen, Dense(4, Tanh)] private partial Tensor Trunk(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor x);
            [Forward] private Tensor Define([Shape(3)] Tensor x) => Head(Trunk(x));
            [Loss] private Tensor Loss(Tensor output, [Shape(1)] Tensor y) => Mse(output, y);
        }

        """;

    public const string Scripts = """
        public static class Script
        {
            private static readonly float[] X = Enumerable.Range(0, 20).Select(i => MathF.Sin(i * 1.7f)).ToArray();
            private static readonly float[] Targets = Enumerable.Range(0, 15).Select(i => i % 3 == i / 3 % 3 ? 1f : 0f).ToArray();
            private static readonly int[] Labels = [0, 1, 2, 1, 0];

            private static float[] Of(Acoustic network, float[]? x = null) { var z = new float[15]; network.Predict(x ?? X, z); return z; }
            private static (float[] Z, float[] Reference) Of(Adapted network) { var (z, r) = (new float[15], new float[15]); network.Predict(X, z, r); return (z, r); }
            private static void Train(Acoustic network, int steps = 3)
            {
                using var trainer = network.CreateTrainer(new Sgd(0.5f), 5);
                for (int i = 0; i < steps; i++) trainer.Step(X, Labels);
            }

            public static bool ClonesComputeWhatTheSourceDoes()
            {
                var source = new Acoustic(3);
                var (z, reference) = Of(new Adapted(source));
                return z.SequenceEqual(Of(source)) && reference.SequenceEqual(Of(source));
            }

            public static bool LearnableTrainsOnAndLeavesTheSource()
            {
                var source = new Acoustic(3);
                float[] before = Of(source);
                var network = new Adapted(source);
                using var trainer = network.CreateTrainer(new Adam(0.05f), 5);
                for (int i = 0; i < 20; i++) trainer.Step(X, Targets);
                var (z, reference) = Of(network);
                return before.SequenceEqual(Of(source)) && before.SequenceEqual(reference) && !before.SequenceEqual(z);
            }

            public static bool EveryLearnableCloneHasItsOwnCopy()
            {
                var source = new Acoustic(3);
                var (first, second) = (new Adapted(source), new Adapted(source));
                using var trainer = first.CreateTrainer(new Adam(0.05f), 5);
                trainer.Step(X, Targets);
                return Of(second).Z.SequenceEqual(Of(source)) && !Of(first).Z.SequenceEqual(Of(source));
            }

            public static bool ConstantClonesOfOneSourceAreOneCopy()
            {
                var source = new Acoustic(3);
                var (first, second) = (new Adapted(source), new Mixed(source));
                var other = new Adapted(new Acoustic(3));
                bool one = ReferenceEquals(first.Parameters.Memory(1), second.Parameters.Memory(2)) && !ReferenceEquals(first.Parameters.Memory(1), other.Parameters.Memory(1));
                float[] before = Of(first).Reference;
                Train(source);
                var later = new Adapted(source);
                return one && before.SequenceEqual(Of(first).Reference) && Of(later).Reference.SequenceEqual(Of(source)) && !before.SequenceEqual(Of(later).Reference);
            }

            public static int[] ConstantHasNoGradientAndNoState()
            {
                var network = new Adapted(new Acoustic(3));
                using var trainer = network.CreateTrainer(new Adam(0.05f), 5);
                var gradients = network.Gradients(X, Targets);
        #pragma warning disable NG2003 // the call is refused
                try { network.Gradients(X, Targets, "acoustic.constant.Top.bias"); return []; } catch (ArgumentException) { }
        #pragma warning restore NG2003
                return [trainer.Gradients.Length, trainer.OptimizerState.Buffer(0).Length, gradients.Buffer.Length, network.Parameters.Layout.Length];
            }

            public static bool UpdatesThroughEitherAreSeenByBoth()
            {
                var source = new Acoustic(3);
                var network = new Sharing(source, 1);
                float[] Sum() { var y = new float[15]; network.Predict(X, X, y); return y; }
                float[] first = Sum(), before = Of(source);
                Train(source);
                float[] second = Sum(), between = Of(source);
                using var trainer = network.CreateTrainer(new Sgd(0.5f), 5);
                trainer.Step(X, X, Labels);
                return !first.SequenceEqual(second) && !before.SequenceEqual(between) && !between.SequenceEqual(Of(source));
            }

            public static float SharedUpdateIsTheSumOfAllUses()
            {
                var source = new Acoustic(3);
                var network = new Sharing(source, 1);
                float[] before = source.Parameters["Hidden.kernel"].ToArray();
                var gradient = network.Gradients(X, X, Labels)["acoustic.Hidden.kernel"].ToArray();
                using var trainer = network.CreateTrainer(new Sgd(0.5f), 5);
                trainer.Step(X, X, Labels);
                float worst = 0;
                var after = source.Parameters["Hidden.kernel"];
                for (int i = 0; i < before.Length; i++) worst = MathF.Max(worst, MathF.Abs(before[i] - (0.5f * gradient[i]) - after[i]));
                return worst;
            }

            public static string[] SharedIsSavedOnceAndLoadingKeepsTheSharing(string path)
            {
                var source = new Acoustic(3);
                var network = new Sharing(source, 1);
                network.Save(path);
                var other = new Acoustic(9);
                var loaded = Sharing.Load(path, other);
                bool same = Of(other).SequenceEqual(Of(source));
                other.Parameters["Top.bias"][0] = 42f;
                return [$"{same}", $"{loaded.Parameters["acoustic.Top.bias"][0]}", .. loaded.Parameters.Layout.Names];
            }

            public static bool ALoadedCloneNeedsNoSource(string path)
            {
                var network = new Adapted(new Acoustic(3));
                using var trainer = network.CreateTrainer(new Adam(0.05f), 5);
                trainer.Step(X, Targets);
                network.Save(path);
                var loaded = Adapted.Load(path);
                return Of(loaded).Z.SequenceEqual(Of(network).Z) && Of(loaded).Reference.SequenceEqual(Of(network).Reference);
            }

            public static bool ModesCanDifferByParameter()
            {
                var source = new Acoustic(3);
                var network = new Mixed(source);
                source.Parameters["Top.bias"][0] += 1f;
                source.Parameters["Hidden.bias"][0] += 1f;
                source.Parameters["Upper.0.bias"][0] += 1f;
                var names = network.Parameters.Layout.Where(p => p.Trainable).Select(p => p.Name);
                var (y, r) = (new float[15], new float[15]);
                network.Predict(X, y, r);
                // Only the first output's bias is shared: it alone has moved, by one.
                return names.SequenceEqual(["Part.Upper.0.kernel", "Part.Upper.0.bias", "Part.Top.kernel", "acoustic.Top.bias"])
                    && Enumerable.Range(0, 15).All(i => MathF.Abs(y[i] - r[i] - (i % 3 == 0 ? 1f : 0f)) < 1e-5f);
            }

            public static bool AParameterCanBeAnInput()
            {
                var network = new Narrow(new Acoustic(3));
                return network.Parameters.Layout.Names.SequenceEqual(["Bias.kernel", "Bias.bias", "Conditioned.Hidden.kernel"]);
            }

            public static float[] APartOfTheNetworkItself()
            {
                var network = new Selfish(5);
                float[] x = X[..12], next = X[3..15];
                float[] Run() { var o = new float[4][] { new float[4], new float[4], new float[4], new float[4] }; network.Predict(x, next, o[0], o[1], o[2], o[3]); return [.. o[0], .. o[1], .. o[2], .. o[3]]; }
                float[] before = Run();
                bool start = before[..4].SequenceEqual(before[12..]) && before[4..8].SequenceEqual(before[8..12]);
                using (var trainer = network.CreateTrainer(new Sgd(0.2f), 4)) trainer.Step(x, next);
                float[] after = Run();
                return [start ? 1 : 0, before[8..12].SequenceEqual(after[8..12]) ? 1 : 0, before[4..8].SequenceEqual(after[4..8]) ? 0 : 1, network.Parameters.Layout.Count];
            }

            public static bool FrozenLayersStay()
            {
                var network = new Frosty(5);
                float[] trunk = network.Parameters["Trunk.kernel"].ToArray(), head = network.Parameters["Head.kernel"].ToArray();
                using var trainer = network.CreateTrainer(new Adam(0.1f), 5);
                for (int i = 0; i < 4; i++) trainer.Step(X[..15], X[..5]);
                return trunk.AsSpan().SequenceEqual(network.Parameters["Trunk.kernel"]) && !head.AsSpan().SequenceEqual(network.Parameters["Head.kernel"]) && trainer.Gradients.Length == 32;
            }

            public static float InputGradientOfAFrozenNet()
            {
                var network = new Frosty(5);
                float[] x = X[..15], y = X[..5];
                float gradient = network.Gradients(x, y, "x").Input("x")[4];
                float Loss(float at) { var moved = x.ToArray(); moved[4] = at; return (float)network.Evaluate(moved, y).Loss; }
                return gradient - ((Loss(x[4] + 0.01f) - Loss(x[4] - 0.01f)) / 0.02f);
            }

            public static void NullSource() => _ = new Adapted(null!);
        }
        """;
}
