using NetGen.Analyzers;
using NetGen.Analyzers.CodeFixes;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Diagnostics;

/// <summary>NG2005: computing all branches to keep one for each row.</summary>
public sealed class SelectAfterComputeTests
{
    [Theory]
    [InlineData("return {|NG2005:Where(Sum(x) > 0f, A(x), B(x))|};")]
    [InlineData("return {|NG2005:Where(Sum(x) > 0f, A(x), x)|};")]
    [InlineData("var (a, b) = (A(x), B(x)); return {|NG2005:Where(Sum(x) > 0f, a, b)|};")]
    [InlineData("var gate = OneHot(ArgMax(Head(x)), 2); var g = Split(gate, 2); return {|NG2005:g[0] * A(x) + g[1] * B(x)|};")]
    [InlineData("var gate = Where(Sum(x) > 0f, 1f, 0f); return {|NG2005:gate * A(x) + (1f - gate) * B(x)|};")]
    [InlineData("var w = Softmax(Head(x)); var g = Split(w, 2); return {|NG2005:Where(g[0] > 0.2f, g[0], 0f) * A(x) + Where(g[1] > 0.2f, g[1], 0f) * B(x)|};")]
    [InlineData("var y = {|NG2005:(Sum(x) > 0f) * A(x)|}; return y + x;")]
    [InlineData("return {|NG2005:Gather(Stack(A(x), B(x)), ArgMax(Head(x)))|};")]
    [InlineData("return {|NG2005:Gather(Reshape(Concat(A(x), B(x)), 2, 4), ArgMax(Head(x)))|};")]
    [InlineData("return {|NG2005:Sum(OneHot(ArgMax(Head(x)), 2) * StackAlong(1, A(x), B(x)), 1)|};")]
    [InlineData("Tensor sum = 0f; var g = Split(OneHot(ArgMax(x), 4), 4); for (int i = 0; i < 4; i++) {|NG2005:sum += g[i] * Block(i, x)|}; return sum;")]
    public async Task Branches_ComputedForAllRows_AreReported(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("return Where(x > 0f, A(x), B(x));")]
    [InlineData("return Where(Sum(x) > 0f, Relu(x), Tanh(x));")]
    [InlineData("var a = A(x); return B(a) + Where(Sum(x) > 0f, a, x);")]
    [InlineData("var g = Sigmoid(Sum(x)); return g * A(x) + (1f - g) * B(x);")]
    [InlineData("return Sum(x) > 0f ? A(x) : B(x);")]
    [InlineData("return Gather(Stack(Relu(x), Tanh(x)), ArgMax(Head(x)));")]
    [InlineData("return Scan(Reshape(x, 2, 2), x, (v, state) => Where(Mean(v) > 0f, A(state), B(state))).State;")]
    public async Task Values_ThatEveryRowNeeds_AreNotReported(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("return {|NG2005:Where(Sum(x) > 0f, A(x), B(x))|};", "return Sum(x) > 0f ? A(x) : B(x);")]
    [InlineData("return x * {|NG2005:Where(Sum(x) > 0f, A(x), x)|};", "return x * (Sum(x) > 0f ? A(x) : x);")]
    [InlineData("var a = A(x);\nvar b = B(x);\nreturn {|NG2005:Where(Sum(x) > 0f, a, b)|};", "return Sum(x) > 0f ? A(x) : B(x);")]
    [InlineData("var (a, b) = (A(x), B(x));\nreturn {|NG2005:Where(Sum(x) > 0f, a, b)|};", "var (a, b) = (A(x), B(x));\nreturn Sum(x) > 0f ? a : b;")]
    // Gates of a condition
    [InlineData("var gate = Where(Sum(x) > 0f, 1f, 0f);\nreturn {|NG2005:gate * A(x) + (1f - gate) * B(x)|};", "return Sum(x) > 0f ? A(x) : B(x);")]
    [InlineData("var isA = Sum(x) > 0f;\nreturn {|NG2005:isA * A(x) + (1f - isA) * B(x)|};", "var isA = Sum(x) > 0f;\nreturn isA ? A(x) : B(x);")]
    [InlineData("var left = Where(Sum(x) > 0f, 1f, 0f) * A(x);\nvar right = Where(Sum(x) > 0f, 0f, 1f) * B(x);\nreturn {|NG2005:left + right|};", "return Sum(x) > 0f ? A(x) : B(x);")]
    [InlineData("return {|NG2005:x + (Sum(x) > 0f) * A(x)|};", "return x + (Sum(x) > 0f ? A(x) : 0f);")]
    [InlineData(
        "var w = Softmax(Head(x));\nvar g = Split(w, 2);\nreturn {|NG2005:Where(g[0] > 0.2f, g[0], 0f) * A(x) + Where(g[1] > 0.2f, g[1], 0f) * B(x)|};",
        "var w = Softmax(Head(x));\nvar g = Split(w, 2);\nreturn (g[0] > 0.2f ? g[0] * A(x) : 0f) + (g[1] > 0.2f ? g[1] * B(x) : 0f);")]
    // Gates of a position
    [InlineData("var gate = OneHot(ArgMax(Head(x)), 2);\nvar g = Split(gate, 2);\nreturn {|NG2005:g[0] * A(x) + g[1] * B(x)|};", "return ArgMax(Head(x)) switch { 0 => A(x), _ => B(x) };")]
    [InlineData(
        "var best = ArgMax(x);\nvar g = Split(OneHot(best, 4), 4);\nreturn {|NG2005:g[0] * A(x) + g[1] * B(x)|};", "var best = ArgMax(x);\nreturn best switch { 0 => A(x), 1 => B(x), _ => 0f };")]
    [InlineData(
        "var g = Split(OneHot(ArgMax(x), 4), 4);\nreturn {|NG2005:g[0] * Block(0, x) + g[1] * Block(1, x) + g[2] * Block(2, x) + g[3] * Block(3, x)|};", "return Block(ArgMax(x), x);")]
    [InlineData(
        "Tensor sum = 0f;\nvar g = Split(OneHot(ArgMax(x), 4), 4);\nfor (int i = 0; i < 4; i++)\n    {|NG2005:sum += g[i] * Block(i, x)|};\nreturn sum;",
        "Tensor sum = 0f;\nsum += Block(ArgMax(x), x);\nreturn sum;")]
    [InlineData(
        "var g = Split(OneHot(ArgMax(x), 4), 4);\nTensor sum = 0f;\nfor (int i = 0; i < 4; i++)\n{\n    {|NG2005:sum += g[i] * Block(i, x)|};\n}\n\nreturn sum;",
        "var sum = Block(ArgMax(x), x);\n\nreturn sum;")]
    [InlineData(
        "var first = {|NG2005:Where(Sum(x) > 0f, A(x), B(x))|};\nreturn first + {|NG2005:Gather(Stack(A(x * 2f), B(x * 3f)), ArgMax(Slice(x, 0, 2)))|};",
        "var first = Sum(x) > 0f ? A(x) : B(x);\nreturn first + (ArgMax(Slice(x, 0, 2)) switch { 0 => A(x * 2f), _ => B(x * 3f) });")]
    // One of several values
    [InlineData("return {|NG2005:Gather(Stack(A(x), B(x)), ArgMax(Head(x)))|};", "return ArgMax(Head(x)) switch { 0 => A(x), _ => B(x) };")]
    [InlineData("var all = Stack([A(x), B(x)]);\nreturn {|NG2005:Gather(all, ArgMax(Head(x)))|};", "return ArgMax(Head(x)) switch { 0 => A(x), _ => B(x) };")]
    [InlineData("return {|NG2005:Gather(Reshape(Concat(A(x), B(x)), 2, 4), ArgMax(Head(x)))|};", "return ArgMax(Head(x)) switch { 0 => A(x), _ => B(x) };")]
    [InlineData("return {|NG2005:Gather(Stack(Block(0, x), Block(1, x), Block(2, x), Block(3, x)), ArgMax(x))|};", "return Block(ArgMax(x), x);")]
    [InlineData(
        "var all = new Tensor[4];\nfor (int i = 0; i < 4; i++)\n    all[i] = Block(i, x);\nreturn {|NG2005:Gather(Stack(all), ArgMax(x))|};",
        "return Block(ArgMax(x), x);")]
    [InlineData("return {|NG2005:Sum(OneHot(ArgMax(Head(x)), 2) * StackAlong(1, A(x), B(x)), 1)|};", "return ArgMax(Head(x)) switch { 0 => A(x), _ => B(x) };")]
    public async Task Fix_OfAChoice_ComputesTheBranchOfTheRow(string body, string expected)
    {
        await new CodeFixTest<DefinitionAnalyzer, ConditionalFix> { TestCode = Body(Indented(body)), FixedCode = Body(Indented(expected)) }.RunAsync();
        // Sums over the rows that chose a branch have fewer terms than those over all rows, and round otherwise.
        SameResults.OfNetworks(Markup.Parse(Body(body)).Text, Body(expected), tolerance: 1e-5f);
    }

    [Theory]
    // Rows that choose nothing take 0, and the order of the branches is another than that of the positions: no form of the fix.
    [InlineData("var g = Split(OneHot(ArgMax(x), 4), 4); Tensor[] some = [g[0] * A(x), g[2] * B(x)]; var sum = some[0]; for (int i = 1; i < 2; i++) sum += some[i]; return sum;")]
    // The neighbours of a row would be others.
    [InlineData("return Where(Sum(x) > 0f, Statistics(x), B(x));")]
    // The counter is not the number of the layer.
    [InlineData("Tensor sum = 0f; var g = Split(OneHot(ArgMax(x), 4), 4); for (int i = 0; i < 4; i++) sum += g[i] * Block(3 - i, x); return sum;")]
    public async Task Fix_ThatWouldComputeSomethingElse_IsNotOffered(string body)
    {
        var code = Body(body).Replace("    [Dense(4)] private partial Tensor Block", "    [Dense(4), BatchNorm] private partial Tensor Statistics(Tensor x);\n    [Dense(4)] private partial Tensor Block", StringComparison.Ordinal);
        using var workspace = new Microsoft.CodeAnalysis.AdhocWorkspace();
        var project = FixableProject.Create(workspace, [("/0/Test0.cs", code)]);
        Assert.Contains(await AnalyzerTest<DefinitionAnalyzer>.DiagnoseAsync((await project.GetCompilationAsync())!), d => d.Id == "NG2005");
        Assert.Null(await FixableProject.FindActionAsync(project, new ConditionalFix(), AnalyzerTest<DefinitionAnalyzer>.DiagnoseAsync));
    }

    [Fact]
    public async Task Message_OfASum_NamesAllBranches()
    {
        var found = await DefinitionDiagnostics.VerifyAsync(Body("var g = Split(OneHot(ArgMax(Head(x)), 2), 2); return {|NG2005:g[0] * A(x) + g[1] * B(x)|};"));
        Assert.StartsWith("This sum computes 'A' and 'B' for every row", Assert.Single(found).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public Task Choice_InsideAClone_IsReportedWhereItIsDefined() => DefinitionDiagnostics.VerifyAsync(
        Body("return {|NG2005:Where(Sum(x) > 0f, A(x), B(x))|};") + """

        [Network]
        public partial class Top
        {
            [Clone<Net>(Parameters = CloneParameters.Shared)] private partial Tensor Encode(Tensor x);
            [Dense(1)] private partial Tensor Last(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Last(Encode(x));
        }
        """);

    private static string Indented(string statements) => statements.Replace("\n", "\n        ", StringComparison.Ordinal).Replace("\n        \n", "\n\n", StringComparison.Ordinal);

    // Not all examples need all layers.
    private static string Body(string statements) => Definitions.Body(statements).Replace("[Network", "#pragma warning disable NG3002\n[Network", StringComparison.Ordinal);
}
