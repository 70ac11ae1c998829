using System.Globalization;
using NetGen.Tests.Diagnostics;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.CustomOps;

/// <summary>Where operations may stand, and what users see when one is wrong or executed.</summary>
public sealed class OperationPlaceTests
{
    private const string Methods = """
                internal static void Cube(ReadOnlySpan<float> x, Span<float> y)
                {
                    for (var i = 0; i < y.Length; i++)
                        y[i] = x[i] * x[i] * x[i];
                }

                internal static void CubeGradient(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
                {
                    for (var i = 0; i < dx.Length; i++)
                        dx[i] = 3 * x[i] * x[i] * dy[i];
                }
        """;

    [Fact]
    public void Operation_InTheNetworkItself_RunsAndIsChecked()
    {
        var script = new CompiledScript(Definitions.Usings + "namespace Demo.@class { public partial class Outer {\n" + Network("[Op] private static partial Tensor Cube(Tensor x);\n" + Methods, "Cube") + """
            } }

            public static class Script
            {
                public static GradientReport Operation() => Demo.@class.Outer.Net.CheckCube([9]);
                public static GradientReport Network() => GradientCheck.Run(new Demo.@class.Outer.Net(3), new float[] { 1f, -2f, 0.5f }, new float[] { 0f, 1f, 1f, 0f });
            }
            """);
        Assert.True(script.Run<GradientReport>("Operation").IsRight);
        Assert.True(script.Run<GradientReport>("Network").IsRight);
    }

    [Fact]
    public async Task Operation_ThatIsWrong_IsReportedOnceWhereItIsDeclared()
    {
        var source = Definitions.Usings + "public static partial class MyOps\n{\n[Op] public static partial Tensor Cube(Tensor x);\n" + Methods.Replace("dy[i]", "up[i]", StringComparison.Ordinal)
            .Replace("ReadOnlySpan<float> dy", "ReadOnlySpan<float> up", StringComparison.Ordinal) + "\n}\n" + Network("", "MyOps.Cube");
        var found = Assert.Single(await DefinitionDiagnostics.FindAsync(source));
        Assert.Equal("NG0072", found.Id);
        Assert.StartsWith("'CubeGradient' has the parameter 'up', which stands for nothing.", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operation_WithoutGradient_GetsTheMethodToWrite()
    {
        var source = Definitions.Usings + """
            public static partial class MyOps
            {
                [Op] public static partial Tensor Mix(Tensor a, Tensor label, float share);
                internal static void Mix(ReadOnlySpan<float> a, ReadOnlySpan<int> label, float share, Span<float> mixed) => mixed[0] = a[label[0]] * share;
            }
            """;
        var found = Assert.Single(await DefinitionDiagnostics.FindAsync(source));
        Assert.Equal("NG0073", found.Id);
        Assert.Contains(
            "write 'static void MixGradient(ReadOnlySpan<float> a, ReadOnlySpan<int> label, float share, ReadOnlySpan<float> dmixed, Span<float> da)'",
            found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operation_Executed_IsReported()
    {
        var source = Definitions.Usings + "public static partial class MyOps\n{\n[Op] public static partial Tensor Cube(Tensor x);\n" + Methods
            + "\npublic static void Run() => Cube(default(Tensor)!);\n}\n";
        var found = Assert.Single(await DefinitionDiagnostics.FindAsync(source));
        Assert.Equal("NG4001", found.Id);
        Assert.StartsWith("Operation 'Cube'", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_WhereFloatsAreGiven_AreRefused()
    {
        var source = OperationSources.Library + Network("", "MyOps.Surprise").Replace("MyOps.Surprise(Hidden(x))", "Hidden(x) + MyOps.Surprise(Hidden(x), Hidden(x))", StringComparison.Ordinal);
        var found = Assert.Single(await DefinitionDiagnostics.FindAsync(source));
        Assert.Equal("NG1070", found.Id);
        Assert.Contains("Operand 'label' of operation 'Surprise' is declared as an input with [Label] or [Indices]", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Network(string members, string operation) => $$"""

        [Network]
        public partial class Net
        {
            [Dense(4)] private partial Tensor Hidden(Tensor x);
            {{members}}
            [Forward] private Tensor Define([Shape(3)] Tensor x) => {{operation}}(Hidden(x));
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }
        """;
}
