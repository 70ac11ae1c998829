using NetGen.Kernels;

namespace NetGen.Tests.Training;

public sealed class ParameterGroupTests
{
    private static readonly ParameterLayout Layout = ParameterLayout.Pack(
        ("A.kernel", [20], Initializer.Ones), ("A.bias", [20], Initializer.Ones), ("B.kernel", [20], Initializer.Ones));

    [Fact]
    public void WeightDecay_OfSomeParameters_OnlyTheyDecay()
    {
        ParameterSet parameters = StepWithoutGradient(new AdamW(0.1f, WeightDecay: 0.5), new ParameterGroup("*.bias") { WeightDecay = 0 });
        Assert.Equal(0.95f, parameters["A.kernel"][7]);
        Assert.Equal(1f, parameters["A.bias"][7]);
        Assert.Equal(0.95f, parameters["B.kernel"][7]);
    }

    [Fact]
    public void LearningRateFactor_SecondMatch_TheLastGroupApplies()
    {
        ParameterSet parameters = StepWithoutGradient(
            new Sgd(0.1f, WeightDecay: 1), new ParameterGroup("A.*") { LearningRateFactor = 0.5f }, new ParameterGroup("A.bias") { LearningRateFactor = 2 });
        Assert.Equal(0.95f, parameters["A.kernel"][0]);
        Assert.Equal(0.8f, parameters["A.bias"][0]);
        Assert.Equal(0.9f, parameters["B.kernel"][0]);
    }

    [Fact]
    public void Step_LargeParametersWithSettingsOfTheirOwn_SameBitsAsWithStoredGradients()
    {
        float[] fused = Train(keepGradients: false), stored = Train(keepGradients: true);
        Assert.Equal(stored, fused);
    }

    [Fact]
    public void Trainer_NoSuchParameter_NamesTheNearest()
    {
        TrainerOptions options = new() { Groups = [new ParameterGroup("Head.0.kernal")] };
        var exception = Assert.Throws<ArgumentException>(() => new LinearNetwork(1).CreateTrainer(new Adam(), 16, options));
        Assert.Contains("'Head.0.kernel'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trainer_NegativeFactor_RefusedByName()
    {
        TrainerOptions options = new() { Groups = [new ParameterGroup("*") { LearningRateFactor = -1 }] };
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new LinearNetwork(1).CreateTrainer(new Adam(), 16, options));
        Assert.Contains("ParameterGroup(\"*\").LearningRateFactor is -1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CheckpointOfOtherGroups_Refused()
    {
        using var file = new TemporaryFile();
        using (Trainer trainer = new LinearNetwork(1).CreateTrainer(new Adam(), 16, new TrainerOptions { Groups = [new ParameterGroup("*.bias") { WeightDecay = 0 }] }))
            trainer.Save(file.Path);
        using Trainer other = new LinearNetwork(1).CreateTrainer(new Adam(), 16);
        var exception = Assert.Throws<InvalidDataException>(() => other.Load(file.Path));
        Assert.Contains("*.bias(LearningRateFactor 1, WeightDecay 0)", exception.Message, StringComparison.Ordinal);
    }

    private static ParameterSet StepWithoutGradient(Optimizer optimizer, params ParameterGroup[] groups)
    {
        var parameters = new ParameterSet(Layout);
        parameters.Initialize(0);
        using var state = new OptimizerState(optimizer, Layout, groups);
        using var gradients = new AlignedBuffer(Layout.Length);
        state.Update(parameters, gradients, optimizer.LearningRate, 1, ParameterMask.Trainable(Layout));
        return parameters;
    }

    private static float[] Train(bool keepGradients)
    {
        var network = new WideNetwork(seed: 5);
        TrainerOptions options = new() { KeepGradients = keepGradients, Groups = [new ParameterGroup(network.Parameters.Layout[0].Name) { LearningRateFactor = 0.25f }] };
        using var trainer = network.CreateTrainer(new Adam(0.01f), 8, options);
        float[] x = new float[8 * WideNetwork.Features], y = new float[8];
        new CounterRandom(1).FillNormal(x, 0, 1);
        new CounterRandom(2).FillNormal(y, 0, 1);
        for (int i = 0; i < 3; i++)
            trainer.Step(x, y);
        return network.Parameters.Buffer.Span.ToArray();
    }
}
