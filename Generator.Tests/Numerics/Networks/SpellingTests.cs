using NetGen.Generator;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>How a network is spelled does not change what is generated for it.</summary>
public sealed class SpellingTests
{
    [Fact]
    public void NaiveAndLiftedSpelling_GenerateTheSameProgram()
    {
        var lifted = Program(NetworkSources.RidershipLifted);
        Assert.Equal(lifted, Program(NetworkSources.RidershipNaive));
    }

    /// <summary>What was generated, without the lines that tell the spellings apart: the names of locals in documentation.</summary>
    private static string Program(string source)
    {
        var file = Assert.Single(new GeneratorTest<NetworkGenerator> { TestCode = source }.Run().Files);
        return string.Join("\n", file.SourceText.ToString().Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
    }
}
