using NetGen.Generator.Emit;
using NetGen.Generator.Kernels;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Lowering;

/// <summary>Hundreds of elementwise operations in a row: several kernels, each small enough for the JIT.</summary>
public sealed class LongRunTests
{
    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Networks = new(() => CompiledNetwork.CompileAll(
    [
        // A run behind a product, with comparisons and values that many later operations need.
        Network("Mixed", "for (var i = 0; i < 60; i++) h = (i % 4) switch { 0 => h * x + 0.5f, 1 => Tanh(h - 0.25f), 2 => Max(h, 0.9f * x), _ => h / (1.5f + x * x) }; return h;"),
        // Sums over rows between the operations: kernels with several loops.
        Network("Reduced", "for (var i = 0; i < 40; i++) h = 0.9f * h - Mean(h) * x + Tanh(h); return h;"),
    ]));

    [Theory]
    [InlineData(0, 6)]
    [InlineData(0, 40)]
    [InlineData(1, 6)]
    [InlineData(1, 40)]
    public void Gradients_OfALongRun_AgreeWithDifferences(int network, int rows)
    {
        CompiledNetwork compiled = Networks.Value[network];
        GradientReport report = GradientCheck.Run(compiled.Network, Filled(rows, 1), Filled(rows, 2));
        Assert.True(report.IsRight, report.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Programs_OfALongRun_HaveKernelsOfLimitedSize(int network)
    {
        var programs = new NetworkPrograms(Networks.Value[network].Spec, CancellationToken.None);
        foreach (var program in (KernelProgram[])[programs.Predict, programs.Train!, programs.Backward!, programs.Evaluate!])
        {
            Assert.All(program.Steps, step => Assert.InRange(step.Kernel.Nodes.Count, 1, Fusion.MostMembers));
            Assert.Contains(program.Steps, step => step.Kernel.Nodes.Count > Fusion.MostMembers / 2);
        }
    }

    /// <summary>The JIT leaves bodies of so many operations methods of their own: what it compiles only later would run ten times as long until then.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void GeneratedCode_OfALongRun_CompilesLargeBodiesForSpeedAtOnce(int network)
    {
        string[] bodies = NetworkCompiler.Compile(Networks.Value[network].Spec).Text.ToString().Split("[MethodImpl(MethodImplOptions.AggressiveInlining")[1..];
        string[] large = [.. bodies.Where(body => body[..body.IndexOf('}')].Split("\n").Count(line => line.TrimStart().StartsWith("V ", StringComparison.Ordinal)) > 32)];
        Assert.NotEmpty(large);
        Assert.All(large, body => Assert.StartsWith(" | MethodImplOptions.AggressiveOptimization)]", body, StringComparison.Ordinal));
        Assert.Contains(bodies, body => body.StartsWith(")]", StringComparison.Ordinal));
    }

    private static float[] Filled(int rows, ulong seed)
    {
        float[] values = new float[rows * 5];
        new CounterRandom(seed).FillNormal(values, 0, 1);
        return values;
    }

    private static string Network(string name, string body) => $$"""
        {{Definitions.Usings}}
        [Network]
        public partial class {{name}}
        {
            [Dense(5)] private partial Tensor First(Tensor x);
            [Forward] private Tensor Define([Shape(5)] Tensor x) { var h = First(x); {{body}} }
            [Loss] private Tensor Loss(Tensor output, [Shape(5)] Tensor y) => Mse(output, y);
        }
        """;
}
