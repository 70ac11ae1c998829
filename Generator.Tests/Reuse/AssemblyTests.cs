using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generator;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Ops;
using NetGen.Tests.Diagnostics;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Reuse;

/// <summary>Networks of referenced assemblies.</summary>
public sealed class AssemblyTests
{
    private const string Reusing = Definitions.Usings + """
        [Network]
        public partial class Far
        {
            [Clone<Acoustic>(Inputs = ["features"], Outputs = ["h"], Shared = ["Hidden.bias"])] private partial Tensor Lower(Tensor x);
            [Use<Adapted>] private partial (Tensor Z, Tensor Reference) Whole(Tensor x);
            [Forward] private (Tensor H, Tensor Z) Define([Shape(4)] Tensor x) { var (z, r) = Whole(x); return (Lower(x), z + r); }
        }

        public static class Script
        {
            public static float[] Run()
            {
                var (source, x) = (new Acoustic(3), new float[] { 1f, -2f, 0.5f, 0f });
                var network = new Far(source);
                var (h, z) = (new float[6], new float[3]);
                network.Predict(x, h, z);
                source.Parameters["Hidden.bias"][0] = 3f;
                var after = new float[6];
                network.Predict(x, after, z);
                return [h[0] == after[0] ? 1 : 0, h[1] == after[1] ? 0 : 1];
            }
        }
        """;

    private static readonly Lazy<byte[]> Library = new(() => Compile(CloneScripts.Networks));

    [Fact]
    public void Network_OfAReferencedAssembly_IsReusedAndRuns() =>
        Assert.Equal([0, 0], new CompiledScript(Reusing, Library.Value).Run<float[]>("Run"));

    [Fact]
    public async Task Graph_OfALaterVersion_IsRefused()
    {
        var later = Compile(CloneScripts.Networks, text => text.Replace("CompiledNetwork(1, ", "CompiledNetwork(1000, ", StringComparison.Ordinal));
        var found = await FindAsync(later);
        Assert.All(found, diagnostic => Assert.Equal("NG0062", diagnostic.Id));
        Assert.Contains("version 1000, and this netgen reads versions up to 1;", found[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_WithAnUnknownOperation_IsRefused()
    {
        var strange = Compile(CloneScripts.Networks, text => text.Replace("MatMul", "Telepathy", StringComparison.Ordinal));
        Assert.Contains("'Telepathy'", (await FindAsync(strange))[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfANetwork_GivesTheSameNetwork()
    {
        foreach (var result in Definitions.ParseAll(ProjectSetup.CreateCompilation([("/0/Networks.cs", CloneScripts.Networks)])))
        {
            var network = SourceNetwork.Of(result.Spec);
            var text = NetworkText.Write(network)!;
            var read = NetworkText.Read(network.Name, text);
            Assert.Equal(text, NetworkText.Write(read));
            Assert.Equal(network.Parameters, read.Parameters);
            Assert.Equal(network.Outputs, read.Outputs);
        }
    }

    [Fact]
    public void Arguments_OfAllOperations_CanBeWritten()
    {
        var unknown = typeof(Op).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(Op).IsAssignableFrom(type))
            .SelectMany(type => OperationText.Properties(type).Where(property => !OperationText.CanWrite(property.PropertyType)).Select(property => $"{type.Name}.{property.Name}"));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Source_OfAnotherVersionThanAtBuild_IsRefusedWithBothShapes()
    {
        var (compiled, later) = (Compile(CloneScripts.Networks, name: "Library"), Compile(CloneScripts.Networks.Replace("Dense(6, Tanh)", "Dense(7, Tanh)", StringComparison.Ordinal), name: "Library"));
        var script = new CompiledScript(Reusing, compiled, loaded: later);
        var exception = Assert.Throws<ArgumentException>(() => script.Run<float[]>("Run"));
        Assert.Equal(
            "'Whole.Adapt.Hidden.kernel' of Far is 'Hidden.kernel' (4, 6) of Acoustic, but this Acoustic has it as (4, 7) at float 0: it is of another version than the one that Far was compiled with; rebuild Far (Parameter 'source')",
            exception.Message);
    }

    private static async Task<Diagnostic[]> FindAsync(byte[] library) => await DefinitionDiagnostics.FindAsync(
        ProjectSetup.CreateCompilation([("/0/Far.cs", Reusing)]).AddReferences(MetadataReference.CreateFromImage(library)));

    /// <summary>The image of an assembly, its generated code edited.</summary>
    private static byte[] Compile(string source, Func<string, string>? edit = null, string? name = null)
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Library.cs", source)]);
        compilation = compilation.WithAssemblyName(name ?? compilation.AssemblyName);
        var run = GeneratorRun.Start(new NetworkGenerator(), compilation);
        var options = (Microsoft.CodeAnalysis.CSharp.CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        return LoadedAssembly.Emit(compilation.AddSyntaxTrees(run.Files.Select(file =>
        {
            var text = file.SourceText.ToString();
            return Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(edit is null ? text : string.Join("\n", text.Split('\n').Select(line => line.Contains("CompiledNetwork(", StringComparison.Ordinal) ? edit(line) : line)), options, $"/0/obj/{file.HintName}");
        })));
    }
}
