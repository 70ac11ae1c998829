using NetGen.Generator.Emit;
using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Kernels;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;
using NetGen.Tests.Numerics.Networks;

namespace NetGen.Tests.Reuse;

/// <summary>What networks compute from parameters and constants alone, and when.</summary>
public sealed class DerivedValuesTests
{
    /// <summary>A normalised layer that is trained, one that is kept, and positions that are constants.</summary>
    private const string Source = Definitions.Usings + """
        [Network]
        public partial class Deriving
        {
            [PositionalEncoding] private partial Tensor Place(Tensor x);
            [Dense(4), BatchNorm] private partial Tensor Changing(Tensor x);
            [Frozen, Dense(4), BatchNorm] private partial Tensor Keeping(Tensor x);
            [Forward] private Tensor Define([Shape(2, 4)] Tensor x) { var y = Mean(Changing(Keeping(Place(x)))); return y; }
            [Loss] private Tensor Loss(Tensor y, [Shape] Tensor target) => Square(y - target);
        }
        """;

    private const string Plain = Definitions.Usings + """
        [Network, Input(4), Dense(4), Dense(1), Mse]
        public partial class Plain;
        """;

    private static readonly Lazy<CompiledNetwork> Compiled = new(() => CompiledNetwork.Compile(Source));

    private static readonly float[] X = ReuseSources.Values(6 * 8), Y = ReuseSources.Values(6, seed: 2);

    [Fact]
    public void Programs_OfANetworkWithNormalisations_LeaveWhatDependsOnParametersAloneToAProgramOfItsOwn()
    {
        var programs = new NetworkPrograms(Compiled.Value.Spec, CancellationToken.None);
        Snapshot.Match(KernelPrinter.Print(programs.Derived!) + KernelPrinter.Print(programs.Frozen!) + KernelPrinter.Print(programs.Predict), "programs");
        foreach (var program in new[] { programs.Predict, programs.Evaluate!, programs.Backward! })
            Assert.DoesNotContain(program.Steps, step => DependsOnParametersAlone(program, step.Kernel));
    }

    [Fact]
    public void Programs_OfANetworkWithoutSuchValues_AreAsTheyWere()
    {
        var programs = new NetworkPrograms(Definitions.Parse(Plain).Spec, CancellationToken.None);
        Assert.Null(programs.Derived);
        Assert.Null(programs.Frozen);
        Assert.Null(programs.Predict.Derived);
    }

    [Fact]
    public void Programs_WithCausalAttention_LeaveItsMaskToAProgramOfItsOwn()
    {
        var programs = new NetworkPrograms(Definitions.Parse(Definitions.Usings + """
            [Network, Input(6, 4), MultiHeadAttention(2, Causal = true), Mse]
            public partial class Looking;
            """).Spec, CancellationToken.None);
        Assert.Contains(programs.Derived!.Steps, step => step.Kernel.Nodes.Any(n => n.Op.Mnemonic == "less_or_equal"));
        Assert.DoesNotContain(programs.Predict.Steps, step => step.BarrierBefore);
    }

    [Fact]
    public void DerivedValues_BetweenPredictions_AreComputedOncePerChangeOfTheParameters()
    {
        var network = Compiled.Value;
        network.Predict(6, X);
        long Hits(Action action) => HitsOf("Changing.1.divide", action);
        Assert.Equal(0, Hits(() => network.Predict(6, X)));
        Assert.Equal(0, Hits(() => network.Evaluate([X, Y])));
        Assert.Equal(0, Hits(() => network.Backward([X, Y])));
        network.Parameters["Changing.1.scale"][0] = 2;
        Assert.Equal(1, Hits(() => { network.Predict(1, X[..8]); network.Predict(6, X); }));
        network.Parameters.CopyFrom(network.Parameters);
        Assert.Equal(1, Hits(() => { network.Evaluate([X, Y]); network.Predict(6, X); }));
        using var file = new Training.TemporaryFile();
        ParameterFile.Save(file.Path, network.Parameters, "Deriving");
        ParameterFile.Load(file.Path, network.Parameters);
        Assert.Equal(1, Hits(() => { network.Predict(6, X); network.Predict(6, X); }));
        var (trainer, step) = network.CreateTrainer(new Adam(0.01f), 6);
        using (trainer)
            Assert.Equal(2, Hits(() => { step([X, Y]); network.Predict(6, X); step([X, Y]); network.Predict(6, X); }));
    }

    [Fact]
    public void DerivedValues_OfFrozenParameters_AreComputedOnceForAllStepsOfTraining()
    {
        var network = Compiled.Value;
        var (trainer, step) = network.CreateTrainer(new Adam(0.01f), 6);
        using (trainer)
        {
            step([X, Y]);
            Assert.Equal(0, HitsOf("Keeping.1.divide", () => { step([X, Y]); step([X, Y]); network.Gradients([X, Y]); }));
            network.Parameters["Keeping.1.variance"][0] = 3;
            Assert.Equal(1, HitsOf("Keeping.1.divide", () => { step([X, Y]); step([X, Y]); }));
        }
    }

    [Fact]
    public void DerivedValues_OfFrozenParametersThatChange_ChangeWhatTrainingComputes()
    {
        var network = CompiledNetwork.Compile(Source, seed: 3);
        float before = network.Gradients([X, Y]).Loss, predicted = network.Predict(6, X)[0][0];
        network.Parameters["Keeping.1.scale"].Fill(-1.5f);
        Assert.NotEqual(before, network.Gradients([X, Y]).Loss);
        Assert.NotEqual(predicted, network.Predict(6, X)[0][0]);
        network.Parameters["Keeping.1.scale"].Fill(1);
        Assert.Equal(before, network.Gradients([X, Y]).Loss);
        Assert.Equal(predicted, network.Predict(6, X)[0][0]);
    }

    [Fact]
    public void DerivedValues_AfterAViewWasWrittenLater_AreRightOnceItIsSaid()
    {
        var network = CompiledNetwork.Compile(Source, seed: 3);
        var view = network.Parameters["Changing.1.scale"];
        var before = network.Predict(6, X)[0];
        view.Fill(4);
        network.Parameters.MarkChanged();
        Assert.NotEqual(before, network.Predict(6, X)[0]);
    }

    [Fact]
    public void Predict_WithDerivedValues_AllocatesNothing()
    {
        var network = Compiled.Value;
        float[][] outputs = network.OutputsFor(6);
        Array[] inputs = [X];
        Allocations.AssertNone(() =>
        {
            network.Parameters.MarkChanged();
            network.PredictInto(inputs, outputs);
        });
    }

    [Fact]
    public void Predict_FromManyThreadsWhileViewsAreTaken_GivesTheSameBits()
    {
        var network = CompiledNetwork.Compile(Source, seed: 5);
        var expected = network.Predict(6, X)[0];
        Parallel.For(0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            // Whoever reads a parameter through a view makes all think that it has changed.
            if (i % 3 == 0)
                _ = network.Parameters["Changing.1.scale"][0];
            Assert.Equal(expected, network.Predict(6, X)[0]);
        });
    }

    private static long HitsOf(string value, Action action)
    {
        long before = Hits(value);
        action();
        return Hits(value) - before;
    }

    private static long Hits(string value) => KernelCounters.Snapshot().Where(count => count.Key.Contains(value, StringComparison.Ordinal)).Sum(count => count.Value);

    private static bool DependsOnParametersAlone(KernelProgram program, Kernel kernel) =>
        kernel.Reads.All(read => program.BufferOf(read).Storage == Storage.Parameter) && kernel.Writes.All(written => !written.Type.Batched);
}
