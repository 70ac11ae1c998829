using NetGen.Generator.Emit;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Reuse;

/// <summary>What clones of parts of networks do, by the rules of their modes.</summary>
public sealed class CloneTests
{
    private static readonly Lazy<CompiledScript> Script = new(() => new CompiledScript(CloneScripts.Networks + CloneScripts.Scripts));

    private static readonly Lazy<IReadOnlyDictionary<string, NetworkSpec>> Specs = new(() =>
        Definitions.ParseAll(ProjectSetup.CreateCompilation([("/0/Networks.cs", CloneScripts.Networks)])).ToDictionary(result => result.Spec.Class.Name, result => result.Spec));

    [Fact]
    public void Clone_OfANewSource_ComputesWhatTheSourceDoes() => AssertTrue("ClonesComputeWhatTheSourceDoes");

    [Fact]
    public void Learnable_Trained_LeavesSourceAndReferenceAsTheyWere() => AssertTrue("LearnableTrainsOnAndLeavesTheSource");

    [Fact]
    public void Learnable_OfEachClone_IsACopyOfItsOwn() => AssertTrue("EveryLearnableCloneHasItsOwnCopy");

    [Fact]
    public void Constant_OfOneSource_IsOneCopyWhileTheSourceStaysAsItIs() => AssertTrue("ConstantClonesOfOneSourceAreOneCopy");

    [Fact]
    public void Constant_Always_HasNoGradientAndNoOptimizerState()
    {
        var lengths = Script.Value.Run<int[]>("ConstantHasNoGradientAndNoState");
        Assert.Equal([lengths[0], lengths[0], lengths[0], 2 * lengths[0]], lengths);
    }

    [Fact]
    public void Shared_UpdateThroughEither_IsSeenByBoth() => AssertTrue("UpdatesThroughEitherAreSeenByBoth");

    [Fact]
    public void Shared_CalledSeveralTimes_IsUpdatedOnceBySummedGradients() => Assert.InRange(Script.Value.Run<float>("SharedUpdateIsTheSumOfAllUses"), 0, 1e-6);

    [Fact]
    public void Modes_ByParameter_AreKeptApart() => AssertTrue("ModesCanDifferByParameter");

    [Fact]
    public void Parameter_AsAnInput_IsReplacedByWhatIsPassed() => AssertTrue("AParameterCanBeAnInput");

    [Fact]
    public void Part_OfTheNetworkItself_CanBeSharedKeptAndCopied() =>
        Assert.Equal([1, 1, 1, 12], Script.Value.Run<float[]>("APartOfTheNetworkItself"));

    [Fact]
    public void FrozenLayer_Trained_StaysAndHasNoGradient() => AssertTrue("FrozenLayersStay");

    [Fact]
    public void FrozenLayer_InFrontOfALoss_PassesTheGradientOfTheInput() => Assert.InRange(Script.Value.Run<float>("InputGradientOfAFrozenNet"), -1e-3, 1e-3);

    [Fact]
    public void Constructor_WithoutSource_NamesItsArgument() => Assert.Equal("acoustic", Assert.Throws<ArgumentNullException>(() => Script.Value.Run<object?>("NullSource")).ParamName);

    [Fact]
    public void Copies_OfNoSource_NameTheNetwork()
    {
        var exception = Assert.Throws<ArgumentNullException>(() => NetGen.Kernels.ReusedParameters.Take(new Training.NoisyNetwork().Parameters, "Adapted", null!));
        Assert.StartsWith("Adapted takes parameters of other networks, and one that it was given is null", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SharedValues_OfLearnableAndReference_AreComputedOnce()
    {
        // Hidden is constant in both and sees the same input; Upper and Top are there twice.
        Assert.Equal(5, Specs.Value["Mixed"].Graph.Nodes.Count(node => node.Op is MatMul));
        Assert.Equal(6, Specs.Value["Adapted"].Graph.Nodes.Count(node => node.Op is MatMul));
    }

    [Fact]
    public void TrainProgram_OfAdaptation_HasNoBackwardCodeForTheReference()
    {
        var programs = new NetworkPrograms(Specs.Value["Adapted"], CancellationToken.None);
        var text = KernelPrinter.Print(programs.Train!);
        Assert.DoesNotMatch("(?i)(reference|constant)\\w*Gradient", text);
        Assert.Matches("(?i)adapt\\w*Gradient", text);
        Assert.Matches("(?i)reference\\w*Gradient", KernelPrinter.Print(programs.TrainInputs!));
        Snapshot.Match(text, "train");
    }

    [Fact]
    public void TrainProgram_WithPartsInCommon_ComputesThemOnce()
    {
        var text = KernelPrinter.Print(new NetworkPrograms(Specs.Value["Mixed"], CancellationToken.None).Train!);
        Assert.Single(text.Split('\n'), line => line.TrimStart().StartsWith("product matmul", StringComparison.Ordinal) && line.Contains("acousticConstantHiddenKernel", StringComparison.Ordinal));
    }

    [Fact]
    public void Dropout_InAConstantPart_IsGone() =>
        Assert.Single(DeadCode.Run(Specs.Value["Adapted"].Graph).Nodes, node => node.Op is DropoutMask);

    [Fact]
    public void Shared_Saved_IsInTheFileOnceAndLoadingKeepsTheSharing()
    {
        using var file = new Training.TemporaryFile();
        var result = Script.Value.Run<string[]>("SharedIsSavedOnceAndLoadingKeepsTheSharing", file.Path);
        Assert.Equal(["True", "42", "Own.kernel", "Own.bias"], result[..4]);
        Assert.Equal(result.Length, result.Distinct().Count());
        Assert.Equal(6, result.Count(name => name.StartsWith("acoustic.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Constant_Loaded_NeedsNoSource()
    {
        using var file = new Training.TemporaryFile();
        Assert.True(Script.Value.Run<bool>("ALoadedCloneNeedsNoSource", file.Path));
    }

    private static void AssertTrue(string method) => Assert.True(Script.Value.Run<bool>(method));
}
