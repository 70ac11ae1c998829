using NetGen.Generator;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Incrementality;

/// <summary>Every place and name that C# allows for a class: what is generated must reopen exactly that class and compile without a warning.</summary>
public sealed class ClassShapeTests
{
    [Fact]
    public void TwoNetworks_InOneFile_GetAFileEach()
    {
        var second = NetworkSources.Small("B")[NetworkSources.Usings.Length..];
        Assert.Equal(2, Run(NetworkSources.Small("A") + "\n" + second).Files.Length);
    }

    [Fact]
    public void SameName_InTwoNamespacesAndNested_GetsAFileEach()
    {
        var small = NetworkSources.Small("A")[NetworkSources.Usings.Length..];
        var run = Run($$"""
            {{NetworkSources.Usings}}
            namespace First { {{small}} }
            namespace Second { {{small}} public partial class Outer { {{small}} } }
            """);
        Assert.Equal(3, run.Files.Select(f => f.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("public partial class Outer", "public")]
    [InlineData("internal static partial class Outer", "internal")]
    [InlineData("public abstract partial class Outer", "protected internal")]
    [InlineData("public partial struct Outer", "private")]
    [InlineData("public partial record Outer", "public")]
    [InlineData("public readonly partial record struct Outer", "internal")]
    [InlineData("public partial interface Outer", "public")]
    public void NestedNetwork_InAnyContainer_Compiles(string container, string accessibility)
    {
        var small = NetworkSources.Small("Inner")[NetworkSources.Usings.Length..].Replace("public partial", accessibility + " partial", StringComparison.Ordinal);
        Assert.Single(Run($$"""
            {{NetworkSources.Usings}}
            namespace Demo;
            {{container}}
            {
                {{small}}
            }
            """).Files);
    }

    [Theory]
    [InlineData("public sealed partial class Small")]
    [InlineData("internal partial class Small")]
    [InlineData("partial class Small")]
    public void Network_WithModifiers_Compiles(string declaration) =>
        Assert.Single(Run(NetworkSources.Small().Replace("public partial class Small", declaration, StringComparison.Ordinal)).Files);

    [Theory]
    [InlineData("@class")]
    [InlineData("@event")]
    [InlineData("Größe")]
    [InlineData("Сеть")]
    [InlineData("网络")]
    [InlineData("_1")]
    [InlineData("Tensor1")]
    public void Network_NamedUnusually_Compiles(string name) => Assert.Single(Run(NetworkSources.Small(name)).Files);

    [Theory]
    [InlineData("@return", "@params")]
    [InlineData("größe", "результат")]
    [InlineData("network", "rows")]
    [InlineData("frame", "seed")]
    [InlineData("value", "workspace")]
    public void InputAndTarget_NamedUnusually_Compile(string input, string target) =>
        Assert.Single(Run($$"""
            {{NetworkSources.Usings}}
            [Network]
            public partial class Named
            {
                [Dense(2)] private partial Tensor Head(Tensor h);
                [Forward] private Tensor Define([Shape(3)] Tensor {{input}}) => Head({{input}});
                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor {{target}}) => Mse(output, {{target}});
            }
            """).Files);

    [Theory]
    [InlineData("@class")]
    [InlineData("Größe")]
    [InlineData("Parameters2")]
    public void Layer_NamedUnusually_Compiles(string layer) =>
        Assert.Single(Run($$"""
            {{NetworkSources.Usings}}
            [Network]
            public partial class Named
            {
                [Dense(4, Relu), Dense(2)] private partial Tensor {{layer}}(Tensor @in);
                [Forward] private Tensor Define([Shape(3)] Tensor x) => {{layer}}(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
            }
            """).Files);

    [Fact]
    public void Network_InAProjectWithAClashingNamespace_Compiles() =>
        // A namespace of the user's own called NetGen.System or a class called System must not capture generated names.
        Assert.Single(Run(NetworkSources.Usings + """
            namespace Demo
            {
                internal static class System;
                internal static class Math;
                [Network]
                public partial class Clash
                {
                    [Dense(2, Relu)] private partial Tensor Head(Tensor h);
                    [Forward] private Tensor Define([Shape(3)] Tensor x) => Head(x);
                    [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
                }
            }
            """).Files);

    private static GeneratorRun Run(string source) => new GeneratorTest<NetworkGenerator> { TestCode = source }.Run();
}
