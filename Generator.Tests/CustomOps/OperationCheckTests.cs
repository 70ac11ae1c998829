using NetGen.Generator.Ops;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.CustomOps;

/// <summary>The generated check of an operation's gradient; operations as values; operations of other assemblies.</summary>
public sealed class OperationCheckTests
{
    private const string Checks = """

        public static class Script
        {
            public static GradientReport Swish() => MyOps.CheckSwish([7]);
            public static GradientReport Blend() => MyOps.CheckBlend([5], [5], [5], new GradientCheckOptions { Seed = 4 });
            public static GradientReport ColumnSums() => MyOps.CheckColumnSums([4, 3], times: 2, negate: true);
        }
        """;

    [Theory]
    [InlineData("Swish", "x")]
    [InlineData("Blend", "gate a b")]
    [InlineData("ColumnSums", "x")]
    public void Check_OfARightGradient_FindsNothing(string operation, string operands)
    {
        var report = new CompiledScript(OperationSources.Library + Checks).Run<GradientReport>(operation);
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(operands.Split(' '), report.Results.Select(result => result.Name));
        Assert.All(report.Results, result => Assert.True(result.Checked > result.TooSmall + 2));
    }

    [Fact]
    public void Check_OfAWrongGradient_NamesTheElementAndBothValues()
    {
        var source = (OperationSources.Library + Checks).Replace("dGate[i] += (a[i] - b[i])", "dGate[i] += (a[i] + b[i])", StringComparison.Ordinal);
        var report = new CompiledScript(source).Run<GradientReport>("Blend");
        Assert.Equal([5, 0, 0], report.Results.Select(result => result.Wrong));
        var exception = Assert.Throws<GradientMismatchException>(report.ThrowIfWrong);
        Assert.StartsWith("5 elements of the gradients of Blend are wrong, first of all gate[", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operation_OnTheSameValues_IsOneValue()
    {
        var result = Definitions.Parse(OperationSources.Library + """

            [Network]
            public partial class Net
            {
                [Forward] private Tensor Define([Shape(4)] Tensor x) => MyOps.Swish(x) + MyOps.Swish(x, 1f) + MyOps.Swish(x, slope: 2);
            }
            """);
        Assert.True(result.Spec.IsValid);
        Assert.Equal(2, result.Spec.Graph.Nodes.Count(node => node.Op is CustomOp));
        Assert.Equal(["Swish", "Swish"], result.Spec.Functions.Select(function => function.Label));
    }
}
