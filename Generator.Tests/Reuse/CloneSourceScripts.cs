using NetGen.Tests.FrontEnd;

namespace NetGen.Tests.Reuse;

/// <summary>Networks and what is done with them for <see cref="CloneSourceTests"/>.</summary>
internal static class CloneSourceScripts
{
    public const string Networks = "using System.Runtime.CompilerServices;\n" + Definitions.Usings + """
        [Network]
        public partial class Original
        {
            [Dense(5, Tanh)] private partial Tensor Hidden(Tensor x);
            [Dense(3)] private partial Tensor Top(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x) { var h = Hidden(x); var z = Top(h); return z; }
            [Loss] private Tensor Loss(Tensor z, [Shape(3)] Tensor y) => Mse(z, y);
        }

        [Network]
        public partial class Elsewhere
        {
            [Dense(5, Tanh)] private partial Tensor first(Tensor x);
            [Dense(3)] private partial Tensor second(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => second(first(x));
        }

        [Network]
        public partial class Constant
        {
            [Clone<Original>(Parameters = CloneParameters.Constant)] private partial Tensor Copy(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Copy(x);
        }

        [Network]
        public partial class Learnable
        {
            [Clone<Original>] private partial Tensor Copy(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) { var z = Copy(x); return z; }
            [Loss] private Tensor Loss(Tensor z, [Shape(3)] Tensor y) => Mse(z, y);
        }

        [Network]
        public partial class Shared
        {
            [Clone<Original>(Parameters = CloneParameters.Shared)] private partial Tensor Copy(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) { var z = Copy(x); return z; }
            [Loss] private Tensor Loss(Tensor z, [Shape(3)] Tensor y) => Mse(z, y);
        }

        [Network]
        public partial class Transformed
        {
            [Dense(4)] private partial Tensor Transform(Tensor x);
            [Clone<Original>(Parameters = CloneParameters.Constant)] private partial Tensor Kept(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) { var z = Kept(Transform(x)); return z; }
            [Loss] private Tensor Loss(Tensor z, [Shape(3)] Tensor y) => Mse(z, y);
        }

        [Network]
        public partial class Headed
        {
            [Clone<Original>(Outputs = ["h"], Parameters = CloneParameters.Constant)] private partial Tensor Trunk(Tensor x);
            [Dense(3)] private partial Tensor Head(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x) { var z = Head(Trunk(x)); return z; }
            [Loss] private Tensor Loss(Tensor z, [Shape(3)] Tensor y) => Mse(z, y);
        }

        [Network]
        public partial class Pairs
        {
            [Dense(3)] private partial Tensor A(Tensor x);
            [Dense(3)] private partial Tensor B(Tensor x);
            [Forward] private (Tensor Sum, Tensor Product) Define([Shape(4)] Tensor left, [Shape(2)] Tensor right)
            {
                var a = A(left);
                var b = B(right);
                return (a + b, a * b);
            }
        }

        [Network]
        public partial class OfPairs
        {
            [Clone<Pairs>(Inputs = ["a", "right"], Outputs = ["Product", "Sum"])] private partial (Tensor Product, Tensor Sum) Rest(Tensor a, Tensor right);
            [Forward] private (Tensor Sum, Tensor Product) Define([Shape(3)] Tensor a, [Shape(2)] Tensor right)
            {
                var (product, sum) = Rest(a, right);
                return (sum, product);
            }
        }

        [Network]
        public partial class Choosing
        {
            [Dense(3, Tanh)] private partial Tensor Expert(int index, Tensor x);
            [Forward] private Tensor Define([Shape(3)] Tensor v, [Shape(3)] Tensor h) { var next = Sum(v) > 0f ? Expert(0, h + v) : Expert(1, h) * 0.5f; return next; }
        }

        [Network]
        public partial class Stepping
        {
            [Clone<Choosing>] private partial Tensor Cell(Tensor v, Tensor h);
            [Forward] private Tensor Define([Shape(4, 3)] Tensor x, [Shape(3)] Tensor start) => Scan(x, start, (v, h) => Cell(v, h)).State;
        }

        [Network]
        public partial class Streaming
        {
            [Dense(4), BatchNorm] private partial Tensor Norm(Tensor x);
            [Lstm(3)] private partial Tensor Read(Tensor x);
            [Forward] private Tensor Define([Shape(5, 2)] Tensor x) => Read(Norm(x));
            [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
        }

        """;

    public const string Scripts = """
        public static class Script
        {
            private static readonly float[] X = Values(24), Y = Values(18);

            private static float[] Values(int count) => Enumerable.Range(0, count).Select(i => MathF.Sin((i + count) * 1.7f)).ToArray();

            private static float[] Of(Original network) { var z = new float[18]; network.Predict(X, z); return z; }

            public static bool ASourceFromAFileWithOtherNames(string path)
            {
                var file = new Elsewhere(5);
                file.Save(path);
                var source = new Original(1);
                source.LoadWeights(path, Weights.Map(("first.*", "Hidden.*"), ("second.*", "Top.*")));
                float[] expected = new float[18], copied = new float[18];
                file.Predict(X, expected);
                new Constant(source).Predict(X, copied);
                return expected.SequenceEqual(copied);
            }

            public static string ASourceThatIsGone(string mode)
            {
                float[] expected = Of(new Original(9)), copied = new float[18];
                var (network, source) = Make(mode);
                for (int i = 0; i < 10 && source.IsAlive; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); }
                if (network is Constant constant) constant.Predict(X, copied);
                if (network is Learnable learnable) { learnable.Predict(X, copied); Train(learnable.CreateTrainer(new Sgd(0.1f), 6)); }
                if (network is Shared shared) { shared.Predict(X, copied); Train(shared.CreateTrainer(new Sgd(0.1f), 6)); }
                return expected.SequenceEqual(copied) ? "" : "other values than those of the source";
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            private static (object Network, WeakReference Source) Make(string mode)
            {
                var source = new Original(9);
                object network = mode == "Constant" ? new Constant(source) : mode == "Learnable" ? new Learnable(source) : new Shared(source);
                return (network, new WeakReference(source));
            }

            private static void Train(Learnable.Trainer trainer) { using (trainer) trainer.Step(X, Y); }

            private static void Train(Shared.Trainer trainer) { using (trainer) trainer.Step(X, Y); }

            public static bool ATrainerOfTheSourceThatIsGone()
            {
                var source = new Original(3);
                using (var own = source.CreateTrainer(new Adam(0.01f), 6)) own.Step(X, Y);
                float[] before = Of(source), after = new float[18];
                var clone = new Shared(source);
                using (var trainer = clone.CreateTrainer(new Sgd(0.1f), 6)) trainer.Step(X, Y);
                clone.Predict(X, after);
                return !before.SequenceEqual(after) && after.SequenceEqual(Of(source));
            }

            private static string Moved(INetwork network, Action train)
            {
                var before = network.Parameters.Layout.Names.ToDictionary(name => name, name => network.Parameters[name].ToArray());
                train();
                return string.Join(", ", before.Where(p => !network.Parameters[p.Key].SequenceEqual(p.Value)).Select(p => p.Key).Order(StringComparer.Ordinal));
            }

            public static string WhatMovesBehindATransform()
            {
                var network = new Transformed(new Original(3), 4);
                using var trainer = network.CreateTrainer(new Adam(0.01f), 6);
                return Moved(network, () => trainer.Step(X, Y));
            }

            public static string WhatMovesInFrontOfAHead()
            {
                var network = new Headed(new Original(3), 4);
                using var trainer = network.CreateTrainer(new Adam(0.01f), 6);
                return Moved(network, () => trainer.Step(X, Y));
            }

            public static float APartWithSeveralInputsAndOutputs()
            {
                var source = new Pairs(3);
                float[] left = Values(8), right = Values(4), sum = new float[6], product = new float[6], a = new float[6], sums = new float[6], products = new float[6];
                source.Predict(left, right, sum, product);
                ReadOnlySpan<float> kernel = source.Parameters["A.kernel"], bias = source.Parameters["A.bias"];
                for (int i = 0; i < 6; i++)
                {
                    a[i] = bias[i % 3];
                    for (int k = 0; k < 4; k++) a[i] += left[(i / 3 * 4) + k] * kernel[(k * 3) + (i % 3)];
                }

                new OfPairs(source).Predict(a, right, sums, products);
                return sum.Concat(product).Zip(sums.Concat(products), (x, y) => MathF.Abs(x - y)).Max();
            }

            public static float AChoosingCloneInARecurrence()
            {
                const int Rows = 5;
                var step = new Choosing(3);
                var network = new Stepping(step);
                float[] x = Values(Rows * 12), h = Values(Rows * 3), last = new float[Rows * 3], v = new float[Rows * 3], next = new float[Rows * 3];
                network.Predict(x, h, last);
                for (int t = 0; t < 4; t++)
                {
                    for (int row = 0; row < Rows; row++) x.AsSpan((row * 12) + (t * 3), 3).CopyTo(v.AsSpan(row * 3));
                    step.Predict(v, h, next);
                    (h, next) = (next, h);
                }

                return h.Zip(last, (a, b) => MathF.Abs(a - b)).Max();
            }

            public static string AStreamWithDerivedValues()
            {
                var network = new Streaming(3);
                float[] x = Values(10), y = Values(3), before = [];
                using var stream = network.CreateStream(rows: 1);
                using var trainer = network.CreateTrainer(new Sgd(0.5f), 1);
                for (int round = 0; round < 3; round++)
                {
                    float[] streamed = new float[3], predicted = new float[3];
                    stream.Reset();
                    for (int t = 0; t < 5; t++) stream.Step(x.AsSpan(2 * t, 2), streamed);
                    network.Predict(x, predicted);
                    // The factors of the normalisation are multiplied in another order for all steps at once.
                    if (streamed.Zip(predicted, (s, p) => MathF.Abs(s - p)).Max() > 1e-6f) return $"round {round}: the stream gives {streamed[0]}, the whole sequence {predicted[0]}";
                    if (before.SequenceEqual(predicted)) return $"round {round}: the change before it changed nothing";
                    before = predicted;
                    if (round == 0) network.Parameters["Norm.1.scale"].Fill(2);
                    else trainer.Step(x, y);
                }

                return "";
            }
        }
        """;
}
