using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generator;
using NetGen.Tests.Diagnostics;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.CustomOps;

/// <summary>Operations, and networks of them, in another assembly.</summary>
public sealed class ForeignOperationTests
{
    private const string Library = OperationSources.Library + """

        [Network]
        public partial class Encoder
        {
            [Dense(4)] private partial Tensor Hidden(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => MyOps.Swish(Hidden(x), 2);
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }
        """;

    private const string Using = Definitions.Usings + """
        [Network]
        public partial class Net
        {
            [Use<Encoder>] private partial Tensor Encode(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => MyOps.Swish(Encode(x), 0.5f);
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }

        public static class Script
        {
            public static GradientReport Check() => GradientCheck.Run(new Net(3), new float[] { 1f, -2f, 0.5f, 0f }, new float[] { 0f, 1f, 1f, 0f });
        }
        """;

    [Fact]
    public void Operation_OfAReferencedAssembly_RunsDirectlyAndInAReusedNetwork()
    {
        var report = new CompiledScript(Using, Compile(Library)).Run<GradientReport>("Check");
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(["Encode.Hidden.kernel", "Encode.Hidden.bias"], report.Results.Select(result => result.Name));
    }

    [Fact]
    public async Task Operation_ThatIsInternalThere_IsRefusedWhereItIsUsed()
    {
        var library = Library.Replace("public static void Swish(", "internal static void Swish(", StringComparison.Ordinal);
        var found = await FindAsync(Using, library);
        Assert.Equal("NG0062", Assert.Single(found).Id);
        Assert.Contains("it uses 'MyOps.Swish', which cannot be called from here", found[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        found = await FindAsync(Using.Replace("Use<Encoder>", "Dense(4)", StringComparison.Ordinal), library);
        Assert.Equal("NG0075", Assert.Single(found).Id);
        Assert.StartsWith("Operation 'Swish' of assembly 'Test", found[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("private")]
    public async Task ShapeRule_OfAReferencedAssembly_CannotBeRead(string rule)
    {
        var source = Using.Replace("MyOps.Swish(Encode(x), 0.5f)", "Encode(MyOps.ColumnSums(Reshape(x, 2, 2), 1) + x)", StringComparison.Ordinal);
        var found = Assert.Single(await FindAsync(source, Library.Replace("private static int[] ColumnSumsShape", rule + " static int[] ColumnSumsShape", StringComparison.Ordinal)));
        Assert.Equal("NG0074", found.Id);
        Assert.Contains("its source is not in this project", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static Task<Diagnostic[]> FindAsync(string source, string library) => DefinitionDiagnostics.FindAsync(
        ProjectSetup.CreateCompilation([("/0/Net.cs", source)]).AddReferences(MetadataReference.CreateFromImage(Compile(library))));

    private static byte[] Compile(string source) =>
        LoadedAssembly.Emit(GeneratorRun.Start(new NetworkGenerator(), ProjectSetup.CreateCompilation([("/0/Library.cs", source)])).Output);
}
