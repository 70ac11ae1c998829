using NetGen.Generator;
using NetGen.Generator.Emit;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>How a network is spelled does not change what is generated for it.</summary>
public sealed class SpellingTests
{
    [Fact]
    public void NaiveAndLiftedSpelling_GenerateTheSameProgram()
    {
        var lifted = Generate(NetworkSources.RidershipLifted);
        var naive = Generate(NetworkSources.RidershipNaive);
        Assert.Equal(Code(lifted), Code(naive));
        Assert.Equal(Programs(lifted), Programs(naive));
        Snapshot.Match(Programs(lifted), "programs");
    }

    private static GeneratorRun Generate(string source) => new GeneratorTest<NetworkGenerator> { TestCode = source }.Run();

    /// <summary>What was generated, without comments and the names of values: they may tell the spellings apart by the names of locals.</summary>
    private static string Code(GeneratorRun run) =>
        string.Join("\n", Assert.Single(run.Files).SourceText.ToString().Split('\n').Where(line => !IsOfNames(line.Trim())));

    private static bool IsOfNames(string line) =>
        line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("[global::NetGen.CompiledNetwork(", StringComparison.Ordinal)
        || (line.StartsWith('"') && line.EndsWith("\",", StringComparison.Ordinal));

    private static string Programs(GeneratorRun run)
    {
        var programs = new NetworkPrograms((NetworkSpec)Assert.Single(run.Step(TrackedSteps.Parse)).Value, CancellationToken.None);
        string[] printed =
        [
            KernelPrinter.Print(programs.Predict), BlockPrinter.Print(programs.PredictBlocks!),
            KernelPrinter.Print(programs.Train!), BlockPrinter.Print(programs.TrainBlocks!),
        ];
        return string.Join("\n", printed);
    }
}
