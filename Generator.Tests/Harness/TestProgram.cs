using NetGen.Tests.Kernels;
using NetGen.Tests.Numerics.Networks;

namespace NetGen.Tests.Harness;

/// <summary>What tests run in a process of its own.</summary>
internal static class TestProgram
{
    public static async Task<int> Main(string[] arguments) => arguments switch
    {
        [InstructionSetChild.Command, var variable] => await InstructionSetChild.RunAsync(variable),
        [DeepNetworks.Command] => DeepNetworks.Run(),
        _ => 2,
    };
}
