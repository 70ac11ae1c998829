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
    public async Task Branches_ComputedForAllRows_AreReported(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("return Where(x > 0f, A(x), B(x));")]
    [InlineData("return Where(Sum(x) > 0f, Relu(x), Tanh(x));")]
    [InlineData("var a = A(x); return B(a) + Where(Sum(x) > 0f, a, x);")]
    [InlineData("var g = Sigmoid(Sum(x)); return g * A(x) + (1f - g) * B(x);")]
    [InlineData("return Sum(x) > 0f ? A(x) : B(x);")]
    [InlineData("return Scan(Reshape(x, 2, 2), x, (v, state) => Where(Mean(v) > 0f, A(state), B(state))).State;")]
    public async Task Values_ThatEveryRowNeeds_AreNotReported(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("return {|NG2005:Where(Sum(x) > 0f, A(x), B(x))|};", "return Sum(x) > 0f ? A(x) : B(x);")]
    [InlineData("return x * {|NG2005:Where(Sum(x) > 0f, A(x), x)|};", "return x * (Sum(x) > 0f ? A(x) : x);")]
    [InlineData(
        "var a = A(x);\n        var b = B(x);\n        return {|NG2005:Where(Sum(x) > 0f, a, b)|};", "return Sum(x) > 0f ? A(x) : B(x);")]
    public async Task Where_WithBranches_BecomesConditional(string body, string expected)
    {
        await new CodeFixTest<DefinitionAnalyzer, ConditionalFix> { TestCode = Body(body), FixedCode = Body(expected) }.RunAsync();
        // Sums over the rows that chose a branch have fewer terms than those over all rows, and round otherwise.
        SameResults.OfNetworks(Markup.Parse(Body(body)).Text, Body(expected), tolerance: 1e-5f);
    }

    // Not all examples need all layers.
    private static string Body(string statements) => Definitions.Body(statements).Replace("[Network", "#pragma warning disable NG3002\n[Network", StringComparison.Ordinal);
}
