using NetGen.Generator;
using NetGen.Tests.Diagnostics;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Fuzz;

/// <summary>Definitions far larger than sensible ones must not bring the compiler down: a stack overflow would end the user's IDE.</summary>
public sealed class LargeDefinitionTests
{
    [Theory]
    [InlineData("sum of terms", 200)]
    [InlineData("loop of operators", 100)]
    [InlineData("loop of layers", 100)]
    [InlineData("nested calls", 100)]
    [InlineData("nested parentheses", 100)]
    public void Definition_OfGreatSize_IsCompiledOrRefused(string form, int size)
    {
        var body = form switch
        {
            "sum of terms" => $"return {string.Join(" + ", Enumerable.Range(0, size).Select(i => $"x * {i}"))};",
            "loop of operators" => $"for (var i = 0; i < {size}; i++) x = x * 0.5f + Abs(x); return x;",
            "loop of layers" => $"for (var i = 0; i < {size}; i++) x = Block(i, x); return x;",
            "nested calls" => $"return {string.Concat(Enumerable.Repeat("Abs(1f + ", size))}x{new string(')', size)};",
            _ => $"return {new string('(', size)}x{new string(')', size)} + 1f;",
        };
        var source = Definitions.Network($"[Forward] private Tensor Define([Shape(4)] Tensor x) {{ {body} }}\n[Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);");
        var run = GeneratorRun.Start(new NetworkGenerator(), ProjectSetup.CreateCompilation([("/0/Test0.cs", source)]));
        Assert.Empty(ProjectSetup.Problems(run.Output.GetDiagnostics()));
    }

    /// <summary>As many operations as a definition may have, one behind the other, on the stack that threads have by default.</summary>
    [Fact]
    public void Definition_OfTheGreatestDepth_IsGenerated()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Test0.cs", Definitions.Network("[Forward] private Tensor Define([Shape(4)] Tensor x) { for (var i = 0; i < 4900; i++) x = x * 0.99f + 1f; return x; }"))]);
        GeneratorRun? run = null;
        var thread = new Thread(() => run = GeneratorRun.Start(new NetworkGenerator(), compilation), maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Contains(run!.Output.SyntaxTrees, tree => tree.FilePath.Contains("Net", StringComparison.Ordinal) && tree.Length > 100_000);
    }

    [Fact]
    public async Task Definition_OfTooManyValues_IsRefusedAtOnce() => Assert.Equal(
        ["NG0020"],
        (await DefinitionDiagnostics.FindAsync(Definitions.Body("for (var i = 0; i < 9000; i++) x = x * 0.5f + Abs(x); return x;"))).Select(d => d.Id));
}
