using System.Globalization;
using static NetGen.Tests.FrontEnd.Definitions;

namespace NetGen.Tests.Diagnostics;

/// <summary>NG3xxx: what keeps parameters from being trained is named where it is written, once.</summary>
public sealed class TrainingDiagnosticTests
{
    private const string Loss = "[Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);";

    [Theory]
    [InlineData("return B(A(x));", "[Loss] private Tensor {|NG3003:Loss|}(Tensor x, [Shape(4)] Tensor y) => Mse(x, y);")]
    [InlineData("return B({|NG3005:StopGradient(A(x))|});", Loss)]
    [InlineData("return B(x) * Where({|NG3006:A(x) > 0f|}, x, 1f);", Loss)]
    [InlineData("return B(x) * {|NG3006:ArgMax(A(x))|};", Loss)]
    [InlineData("return B(x) * {|NG3006:Round(A(x))|};", Loss)]
    [InlineData("var a = A(x); return B(x) * {|NG3005:StopGradient(a)|} * Where(a > 0f, x, 1f);", Loss)]
    [InlineData("return B({|NG3007:Dropout(A(x), 0f)|});", Loss)]
    [InlineData("return B({|NG3008:Dropout(A(x), 0.1f)|});", "")]
    [InlineData("return B(Dropout(A(x), 0.1f));", Loss)]
    [InlineData("var a = A(x); return B(a) + StopGradient(a);", Loss)]
    public async Task Parameters_ThatNothingTrains_AreReportedAtTheCause(string body, string loss) => await DefinitionDiagnostics.VerifyAsync(Source(body, loss));

    [Fact]
    public async Task Layer_OfWhichAScanOnlyCountsTheSteps_IsReported() => await DefinitionDiagnostics.VerifyAsync(
        Source("return Scan(Reshape(A(x), 4, 1), x, (_, h) => Tanh(B(h))).State;", Loss).Replace("[Dense(4)] private partial Tensor A", "[{|NG3001:Dense(4)|}] private partial Tensor A", StringComparison.Ordinal));

    [Fact]
    public async Task StoppedLayer_NamesParametersAndLayer() => Assert.Contains(
        "from 'kernel' and 'bias' of layer 'A', and nothing else trains them",
        (await DefinitionDiagnostics.VerifyAsync(Source("return B({|NG3005:StopGradient(A(x))|});", Loss)))
            .Single().GetMessage(CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("public static void Run() { var h = {|NG4001:Abs(1f)|}; }")]
    [InlineData("public static bool Run() => {|NG4001:Relu({|NG4001:Abs(1f)|})|} is null;")]
    [InlineData("public static int Size { get; } = {|NG4001:Relu(1f)|} is null ? 1 : 2;")]
    [InlineData("public static Tensor Twice(Tensor x) => Relu(x) * 2f;")]
    [InlineData("public static Func<Tensor, Tensor> Twice => x => Relu(x) * 2f;")]
    [InlineData("public static void Run() { Func<Tensor, Tensor> f = x => Relu(x); }")]
    [InlineData("public static void Run() { Tensor Local(Tensor x) => Relu(x); Func<Tensor, Tensor> f = Local; }")]
    [InlineData("public static float Run() => MathF.Abs(1f);")]
    public async Task Function_OfOps_IsReportedInCodeThatRuns(string member) => await DefinitionDiagnostics.VerifyAsync(Usings + $"public static class Program {{ {member} }}");

    [Fact]
    public async Task LayerAndDefinition_CalledByMembersThatRun_AreReported() => await DefinitionDiagnostics.VerifyAsync(Usings + """
        [Network]
        public partial class Net
        {
            [Dense(4)] private partial Tensor A(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x);
            public bool Run() => {|NG4001:A(1f)|} == {|NG4001:Define(2f)|} ? true : false;
            private Tensor Helper(Tensor x) => A(Define(x));
        }
        """);

    private static string Source(string body, string loss) => Usings + $$"""
        [Network]
        public partial class Net
        {
            [Dense(4)] private partial Tensor A(Tensor x);
            [Dense(4)] private partial Tensor B(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) { {{body}} }
            {{loss}}
        }
        """;
}
