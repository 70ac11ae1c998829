using System.Text.Json.Nodes;
using NetGen.Kernels;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

public sealed class OptimizerTests
{
    public static TheoryData<string, Optimizer> Cases => new()
    {
        { "sgd", new Sgd(0.1f) },
        { "sgd-decay", new Sgd(0.1f, WeightDecay: 0.05) },
        { "sgd-momentum", new Sgd(0.05f, Momentum: 0.9) },
        { "sgd-nesterov", new Sgd(0.05f, Momentum: 0.9, Nesterov: true, WeightDecay: 0.01) },
        { "adam", new Adam(0.01f) },
        { "adam-decay", new Adam(0.02f, 0.8, 0.99, 1e-6, 0.1) },
        { "adamw", new AdamW(0.01f) },
        { "adamw-decay", new AdamW(0.05f, 0.85, 0.95, WeightDecay: 0.3) },
        { "rmsprop", new RmsProp(0.01f) },
        { "rmsprop-momentum", new RmsProp(0.01f, 0.9, 1e-5, Momentum: 0.8, WeightDecay: 0.02) },
        { "nadam", new Nadam(0.01f) },
        { "nadam-decay", new Nadam(0.02f, 0.8, 0.99, 1e-6, 0.1, 0.1) },
        { "adagrad", new Adagrad(0.1f) },
        { "adagrad-decay", new Adagrad(0.2f, 0.1, 0.05, Epsilon: 1e-6) },
        { "lion", new Lion(0.01f) },
        { "lion-decay", new Lion(0.02f, 0.95, 0.98, 0.3) },
        { "lamb", new Lamb(0.01f) },
        { "lamb-decay", new Lamb(0.02f, 0.8, 0.99, 1e-5, 0.1) },
    };

    private static readonly Dictionary<string, string> TorchNames = new()
    {
        ["mean"] = "exp_avg",
        ["square"] = "exp_avg_sq",
        ["momentum"] = "momentum_buffer",
        ["sum"] = "sum",
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Update_EveryStep_AgreesWithPyTorch(string name, Optimizer optimizer)
    {
        JsonNode fixture = OptimizerFixture.Case(name);
        float[] start = OptimizerFixture.Floats(fixture["start"]);
        using var run = new Run(optimizer, start.Length);
        start.CopyTo(run.Parameters["p"]);
        JsonArray gradients = fixture["gradients"]!.AsArray(), after = fixture["after"]!.AsArray();
        for (int step = 0; step < gradients.Count; step++)
        {
            run.Step(OptimizerFixture.Floats(gradients[step]));
            AssertClose(OptimizerFixture.Floats(after[step]), run.Parameters["p"], absolute: 2e-7f);
        }

        for (int i = 0; i < run.State.BufferNames.Count; i++)
        {
            string torchName = optimizer is RmsProp && run.State.BufferNames[i] == "square" ? "square_avg" : TorchNames[run.State.BufferNames[i]];
            AssertClose(OptimizerFixture.Floats(fixture["state"]![torchName]), run.State.Buffer(i)[..start.Length], absolute: 2e-12f);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Update_GradientScale_SameAsScaledGradients(string name, Optimizer optimizer)
    {
        float[] gradient = OptimizerFixture.Floats(OptimizerFixture.Case(name)["gradients"]![0]);
        using Run scaled = new(optimizer, gradient.Length), plain = new(optimizer, gradient.Length);
        scaled.Step(gradient, 0.25f);
        plain.Step([.. gradient.Select(value => value * 0.25f)]);
        Assert.Equal(plain.Parameters.Buffer.Span.ToArray(), scaled.Parameters.Buffer.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Update_GradientsVanish_StateIsNeverDenormal(string name, Optimizer optimizer)
    {
        float[] gradient = OptimizerFixture.Floats(OptimizerFixture.Case(name)["gradients"]![0]);
        using var run = new Run(optimizer with { LearningRate = 0 }, gradient.Length);
        run.Step(gradient);
        for (int step = 0; step < 20_000; step++) run.Step(new float[gradient.Length]);
        for (int i = 0; i < run.State.BufferNames.Count; i++)
            Assert.All(run.State.Buffer(i).ToArray(), value => Assert.False(float.IsSubnormal(value)));
    }

    [Fact]
    public void Update_FrozenParameter_NeitherItNorItsStateMoves()
    {
        ParameterLayout layout = ParameterLayout.Pack(("a", [20], Initializer.Ones), ("b", [20], Initializer.Ones), ("c", [20], Initializer.Ones));
        var parameters = new ParameterSet(layout);
        parameters.Initialize(0);
        using var state = new OptimizerState(new AdamW(), layout);
        using var gradients = new AlignedBuffer(layout.Length);
        gradients.Span.Fill(1);
        var wanted = ParameterMask.Trainable(layout);
        state.Update(parameters, gradients, 0.1f, 1, wanted);
        wanted[1] = false;
        float[] frozen = parameters["b"].ToArray(), mean = state.Buffer(0).Slice(layout[1].Offset, 20).ToArray();
        state.Update(parameters, gradients, 0.1f, 1, wanted);
        Assert.Equal(frozen, parameters["b"].ToArray());
        Assert.Equal(mean, state.Buffer(0).Slice(layout[1].Offset, 20).ToArray());
        Assert.NotEqual(frozen, parameters["a"].ToArray());
        Assert.Equal([2L, 1L, 2L], state.Steps.ToArray());

        // Its own step count: the bias correction of b goes on from one step, so that it now does what a did in its second.
        float[] second = parameters["a"].ToArray();
        wanted[1] = true;
        state.Update(parameters, gradients, 0.1f, 1, wanted);
        Assert.Equal(second, parameters["b"].ToArray());
        Assert.Equal([3L, 2L, 3L], state.Steps.ToArray());
    }

    [Fact]
    public void Update_Lamb_EachParameterMovesByTheShareOfItsOwnNorm()
    {
        ParameterLayout layout = ParameterLayout.Pack(("a", [20], Initializer.Ones), ("b", [20], Initializer.Constant(100)), ("c", [20], Initializer.Zeros));
        var parameters = new ParameterSet(layout);
        parameters.Initialize(0);
        using var state = new OptimizerState(new Lamb(), layout);
        using var gradients = new AlignedBuffer(layout.Length);
        foreach (ParameterInfo parameter in layout) gradients.Span.Slice(parameter.Offset, parameter.Size).Fill(1);
        state.Update(parameters, gradients, 0.1f, 1, ParameterMask.Trainable(layout));
        Assert.Equal(0.9f, parameters["a"][3], 1e-6f);
        Assert.Equal(90f, parameters["b"][3], 1e-4f);
        Assert.Equal(-0.1f, parameters["c"][3], 1e-6f);
    }

    [Fact]
    public void Update_AdagradWithInitialSum_StepAsFromThatSum()
    {
        using var run = new Run(new Adagrad(0.5f, InitialAccumulator: 7, Epsilon: 0), 1);
        run.Step([3f]);
        Assert.Equal(1 - 0.5f * 3 / 4, run.Parameters["p"][0], 1e-6f);
    }

    [Fact]
    public void MomentumProduct_ManySteps_TheExactProductOrZero()
    {
        var nadam = new Nadam(Beta1: 0.999);
        double product = 1;
        for (long step = 1; step <= 500; step++)
        {
            product *= nadam.MomentumOf(step);
            Assert.Equal(product, nadam.MomentumProduct(step), 1e-18);
        }
    }

    [Fact]
    public void Update_WarmedUp_AllocatesNothing()
    {
        using var run = new Run(new Adam(), 100);
        float[] gradient = new float[100];
        Allocations.AssertNone(() => run.Step(gradient));
    }

    public static TheoryData<Optimizer, string> Wrong => new()
    {
        { new Adam(-1f), "LearningRate" },
        { new Adam(float.NaN), "LearningRate" },
        { new Adam(Beta1: 1), "Beta1" },
        { new AdamW(Beta2: -0.1), "Beta2" },
        { new AdamW(WeightDecay: -1), "WeightDecay" },
        { new Sgd(Momentum: 1.5), "Momentum" },
        { new Sgd(Nesterov: true), "Nesterov" },
        { new RmsProp(Alpha: 2), "Alpha" },
        { new RmsProp(Epsilon: -1), "Epsilon" },
        { new Nadam(MomentumDecay: -1), "MomentumDecay" },
        { new Adagrad(InitialAccumulator: -1), "InitialAccumulator" },
        { new Lion(Beta2: 1), "Beta2" },
        { new Lamb(Epsilon: 0), "Epsilon" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void State_SettingOutOfRange_RefusedByName(Optimizer optimizer, string setting)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Run(optimizer, 1));
        Assert.Equal(setting, exception.ParamName);
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual, float absolute)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            float error = Math.Abs(expected[i] - actual[i]);
            Assert.True(error <= 2e-6f * Math.Abs(expected[i]) + absolute, $"element {i}: PyTorch {expected[i]:G9}, here {actual[i]:G9}");
        }
    }

    private sealed class Run : IDisposable
    {
        private readonly AlignedBuffer _gradients;
        private readonly ParameterMask _wanted;

        public Run(Optimizer optimizer, int size)
        {
            ParameterLayout layout = ParameterLayout.Pack(("p", [size], Initializer.Ones));
            Parameters = new ParameterSet(layout);
            Parameters.Initialize(0);
            State = new OptimizerState(optimizer, layout);
            _gradients = new AlignedBuffer(layout.Length);
            _wanted = ParameterMask.Trainable(layout);
        }

        public ParameterSet Parameters { get; }

        public OptimizerState State { get; }

        public void Step(float[] gradient, float scale = 1)
        {
            gradient.CopyTo(_gradients.Span);
            State.Update(Parameters, _gradients, State.Optimizer.LearningRate, scale, _wanted);
        }

        public void Dispose()
        {
            State.Dispose();
            _gradients.Dispose();
        }
    }
}
