using NetGen.Tests.Harness;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Kernels_InstructionSetSwitchedOff_PassTheSameTests(string variable) =>
        Assert.Contains("facts passed", await ChildProcess.RunAsync([InstructionSetChild.Command, variable], (variable, "0")));
}
