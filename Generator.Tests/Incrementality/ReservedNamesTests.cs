using Microsoft.CodeAnalysis;
using NetGen.Analyzers;
using NetGen.Generator;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Incrementality;

/// <summary>Names that generated members have are refused where a user takes them, and nothing but that is reported.</summary>
public sealed class ReservedNamesTests
{
    [Fact]
    public void GeneratedMembers_OfANetwork_AreAllReserved()
    {
        var output = new GeneratorTest<NetworkGenerator> { TestCode = NetworkSources.Small() }.Run().Output;
        var members = output.GetTypeByMetadataName("Small")!.GetMembers()
            .Where(member => member.CanBeReferencedByName && member.Locations.Any(l => l.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
            .Where(member => member is not IFieldSymbol and not IMethodSymbol { PartialDefinitionPart: not null })
            .Select(member => member.Name)
            .Distinct()
            .ToArray();
        Assert.Contains("Predict", members);
        Assert.Empty(members.Except(GeneratedMembers.Names));
    }

    [Theory]
    [InlineData("Trainer")]
    [InlineData("Graph")]
    [InlineData("Predict")]
    public async Task Network_NamedLikeAGeneratedMember_IsTheOnlyError(string name) =>
        await new AnalyzerTest<DefinitionAnalyzer>
        {
            TestCode = NetworkSources.Small(name).Replace($"class {name}", $"class {{|{DiagnosticIds.ReservedMember}:{name}|}}", StringComparison.Ordinal),
        }.RunAsync();

    [Theory]
    [InlineData("Predict")]
    [InlineData("Backward")]
    [InlineData("Threads")]
    public async Task Layer_NamedLikeAGeneratedMember_IsReported(string name)
    {
        var source = NetworkSources.Small().Replace("Tensor Hidden(", $"Tensor {name}(", StringComparison.Ordinal).Replace("Hidden(", $"{name}(", StringComparison.Ordinal);
        var output = GeneratorRun.Start(new NetworkGenerator(), ProjectSetup.CreateCompilation([("/0/Model.cs", source)])).Output;
        Assert.Contains(await AnalyzerTest<DefinitionAnalyzer>.DiagnoseAsync(output), d => d.Id == DiagnosticIds.ReservedMember);
    }
}
