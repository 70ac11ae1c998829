using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Networks so deep that the methods of their programs are written in parts, each kind of method by one of them.</summary>
internal static class DeepNetworks
{
    /// <summary>Tells the test program to <see cref="Run"/>.</summary>
    public const string Command = "deep-networks";

    public const int Rows = 37;

    private const string Loss = "[Loss] private Tensor Loss(Tensor output, [Shape(6)] Tensor y) => Mse(output, y);";

    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        NetworkCase.Of("DenseLayers", $$"""
            [Dense(6, Tanh)] private partial Tensor Layer(int index, Tensor h);
            [Forward] private Tensor Define([Shape(6)] Tensor x) { for (var i = 0; i < 200; i++) x = x + 0.1f * Layer(i, x); return x; }
            {{Loss}}
            """),

        // Small enough for a program of blocks.
        NetworkCase.Of("Recurrence", $$"""
            [Dense(6)] private partial Tensor Update(Tensor h);
            [Dense(6)] private partial Tensor Candidate(Tensor h);
            [Forward] private Tensor Define([Shape(6)] Tensor x)
            {
                var h = x;
                for (var i = 0; i < 60; i++)
                    h = h + 0.1f * Sigmoid(Update(h)) * (Tanh(Candidate(h)) - x);
                return h;
            }
            {{Loss}}
            """),

        // Every kernel is large enough to be updated where its gradient is computed.
        NetworkCase.Of("Updates", $$"""
            [Dense(128, Tanh)] private partial Tensor Layer(int index, Tensor h);
            [Dense(6)] private partial Tensor Head(Tensor h);
            [Forward] private Tensor Define([Shape(128)] Tensor x) { for (var i = 0; i < 100; i++) x = x + 0.05f * Layer(i, x); return Head(x); }
            {{Loss}}
            """),
        NetworkCase.Of("Concatenation", $$"""
            [Dense(4, Tanh)] private partial Tensor Layer(int index, Tensor h);
            [Dense(6)] private partial Tensor Head(Tensor h);
            [Forward] private Tensor Define([Shape(6)] Tensor x)
            {
                var all = new Tensor[130];
                for (var i = 0; i < 130; i++)
                {
                    x = Pad(Layer(i, x), 1, 1) + 0.5f * x;
                    all[i] = Slice(x, 1, 3);
                }

                return Head(Tanh(Concat(all)));
            }
            {{Loss}}
            """),
        NetworkCase.Of("Choices", $$"""
            [Dense(6, Tanh)] private partial Tensor Expert(int index, Tensor h);
            [Forward] private Tensor Define([Shape(6)] Tensor x) { for (var i = 0; i < 20; i++) x = x + 0.1f * ArgMax(x) switch { 0 or 1 => Expert(2 * i, x), _ => Expert((2 * i) + 1, x) }; return x; }
            {{Loss}}
            """, smooth: false),
        NetworkCase.Of("DeepStep", $$"""
            [Dense(6, Tanh)] private partial Tensor Layer(int index, Tensor h);
            private Tensor Deep(Tensor v, Tensor h) { for (var i = 0; i < 60; i++) h = h + 0.1f * Layer(i, h + v); return h; }
            [Forward] private Tensor Define([Shape(4, 6)] Tensor x) => Scan(x, BroadcastTo(0f * Sum(x), 6), Deep).State;
            {{Loss}}
            """),
    ];

    /// <summary>Runs every method of every network once.</summary>
    public static int Run()
    {
        foreach (CompiledNetwork network in CompiledNetwork.CompileAll(All.Select(c => c.Source)))
        {
            NetworkData data = NetworkData.Create(network, Rows, 2);
            float[] seeds = [.. Enumerable.Range(0, Rows * 6).Select(i => (i % 7) - 3f)];
            foreach (int rows in new[] { 1, Rows })
                network.Predict(rows, NetworkData.Create(network, rows, 2).Inputs(network));
            network.Gradients(data.Arrays, "*", "x");
            network.Backward([.. data.Inputs(network), seeds]);
            network.Evaluate(data.Arrays);
            foreach (float? clip in new float?[] { null, 1f })
            {
                (Trainer trainer, Func<Array[], float> step) = network.CreateTrainer(new Adam(1e-3f), Rows, new TrainerOptions { ClipNorm = clip });
                using (trainer)
                    step(data.Arrays);
            }
        }

        return 0;
    }
}
