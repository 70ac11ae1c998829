using NetGen.Analyzers;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Usage;

/// <summary>NG4030: what a project says about the processors it is compiled ahead of time for.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData(1, "PublishAot = true", "RuntimeIdentifier = linux-x64")]
    [InlineData(1, "PublishAot = True", "IlcInstructionSet = ", "RuntimeIdentifier = ", "NETCoreSdkRuntimeIdentifier = win-x64")]
    [InlineData(0, "PublishAot = true", "IlcInstructionSet = base", "RuntimeIdentifier = linux-x64")]
    [InlineData(0, "PublishAot = true", "RuntimeIdentifier = osx-arm64", "NETCoreSdkRuntimeIdentifier = linux-x64")]
    [InlineData(0, "PublishAot = false", "RuntimeIdentifier = linux-x64")]
    [InlineData(0, "RuntimeIdentifier = linux-x64")]
    [InlineData(0, "PublishAot = true")]
    public async Task Project_CompiledAheadOfTime_SaysWhatProcessorsHave(int expected, params string[] properties)
    {
        var editor = new EditorConfig("", string.Join('\n', properties.Select(property => $"build_property.{property}")));
        var compilation = ProjectSetup.CreateCompilation([("/0/Test0.cs", "public static class Program;")]);
        var found = await AnalyzerRunner.DiagnoseAsync(compilation, [new InstructionSetAnalyzer()], editor.Options);
        Assert.Equal(Enumerable.Repeat("NG4030", expected), found.Select(d => d.Id));
        Assert.All(found, d => Assert.Equal("PublishAot", d.GetMessage()[..10]));
    }
}
