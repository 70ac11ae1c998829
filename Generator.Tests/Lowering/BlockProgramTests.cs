using NetGen.Generator.Emit;
using NetGen.Generator.Kernels;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;
using NetGen.Tests.Training;

namespace NetGen.Tests.Lowering;

/// <summary>Who does what follows the blocks of a program.</summary>
public sealed class BlockProgramTests
{
    [Fact]
    public void IsAfterOfSums_LossAlone_OneWorkerDoesIt() => Assert.True(BlocksOf(nameof(SmallNetwork)).IsAfterOfSums);

    [Fact]
    public void IsAfterOfSums_GradientOfALayerUsedTwice_WorkersShareIt()
    {
        BlockProgram blocks = BlocksOf(nameof(SmallTwiceNetwork));
        Assert.Contains("\n  after: add: ", BlockPrinter.Print(blocks), StringComparison.Ordinal);
        Assert.False(blocks.IsAfterOfSums);
    }

    private static BlockProgram BlocksOf(string network) =>
        new NetworkPrograms(Definitions.ParseValid(RepositoryRoot.Read($"Generator.Tests/Training/{network}.cs")), CancellationToken.None).TrainBlocks!;
}
