using NetGen.Analyzers;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Usage;

/// <summary>NG2003: gradients one at a time, in a row and in loops.</summary>
public sealed class SeparateGradientsTests
{
    [Theory]
    [InlineData("var a = net.Gradients(x, y, \"Trunk.kernel\"); var b = {|NG2003:net.Gradients(x, y, \"Trunk.bias\")|}; var c = {|NG2003:net.Gradients(x, y, \"MeanHead.*\")|};")]
    [InlineData("var a = net.Gradients(x, y); var b = {|NG2003:net.Gradients(x, y, \"x\")|};")]
    [InlineData("var a = net.Gradients(x, y, \"Trunk.kernel\"); Console.WriteLine(a.Loss); var b = {|NG2003:net.Gradients(x, y, \"Trunk.bias\")|};")]
    [InlineData("string[] names = [\"Trunk.kernel\", \"Trunk.bias\"]; foreach (string name in names) { var g = {|NG2003:net.Gradients(x, y, name)|}; z[0] += g[name][0]; }")]
    [InlineData("string[] names = [\"Trunk.kernel\", \"Trunk.bias\"]; for (int i = 0; i < names.Length; i++) z[i] = {|NG2003:net.Gradients(x, y, names[i])|}[names[i]][0];")]
    [InlineData("foreach (string name in _net.Parameters.Layout.Names) z[0] += {|NG2003:_net.Gradients(px, py, name)|}[name][0];")]
    [InlineData("var a = net.Backward(x, mean, sigma, \"Trunk.kernel\"); var b = {|NG2003:net.Backward(x, mean, sigma, \"Trunk.bias\")|};")]
    public Task SeparateGradients_OfOneBatch_AreReported(string statements) => UsageSource.VerifyAsync<SeparateGradientsAnalyzer>(statements);

    [Theory]
    [InlineData("var a = net.Gradients(x, y, \"Trunk.kernel\"); x[0] = 1; var b = net.Gradients(x, y, \"Trunk.bias\");")]
    [InlineData("var a = net.Gradients(x, y, \"Trunk.kernel\"); trainer.Step(x, y); var b = net.Gradients(x, y, \"Trunk.bias\");")]
    [InlineData("var a = net.Gradients(x, y, \"Trunk.kernel\"); var b = other.Gradients(x, y, \"Body.kernel\");")]
    [InlineData("var a = net.Gradients(x, y, \"Trunk.kernel\"); var b = net.Gradients(x, mean, \"Trunk.bias\");")]
    [InlineData("var a = net.Gradients(x, y, \"Trunk.kernel\"); net.Gradients(x, y, a);")]
    [InlineData("foreach (string name in new[] { \"Trunk.kernel\" }) { var g = net.Gradients(x, y, name); net.Parameters[name][0] -= g[name][0]; }")]
    [InlineData("for (int i = 0; i < 9; i++) { var g = net.Gradients(x.AsSpan(0, 4 * i), y.AsSpan(0, i), \"Trunk.kernel\"); z[i] = g.Loss; }")]
    public Task Gradients_OfOtherBatchesOrParameters_AreNotReported(string statements) => UsageSource.VerifyAsync<SeparateGradientsAnalyzer>(statements);

    [Theory]
    [InlineData(
        "var a = net.Gradients(x, y, \"Trunk.kernel\");\nvar b = {|NG2003:net.Gradients(x, y, \"Trunk.bias\")|};\nvar c = {|NG2003:net.Gradients(x, y, \"x\")|};\nz[0] = b[\"Trunk.bias\"][0];\nz[1] = c.Input(\"x\")[0];",
        "var a = net.Gradients(x, y, \"Trunk.kernel\", \"Trunk.bias\", \"x\");\nz[0] = a[\"Trunk.bias\"][0];\nz[1] = a.Input(\"x\")[0];")]
    [InlineData(
        "var a = net.Gradients(x, y);\nvar b = {|NG2003:net.Gradients(x, y, \"x\")|};\nvar c = {|NG2003:net.Gradients(x, y, \"Trunk.bias\")|};",
        "var a = net.Gradients(x, y, \"*\", \"x\");")]
    [InlineData(
        "z[0] = net.Gradients(x, y, \"Trunk.kernel\")[\"Trunk.kernel\"][0];\nz[1] = {|NG2003:net.Gradients(x, y, \"Trunk.bias\")|}[\"Trunk.bias\"][0];",
        "var gradients = net.Gradients(x, y, \"Trunk.kernel\", \"Trunk.bias\");\nz[0] = gradients[\"Trunk.kernel\"][0];\nz[1] = gradients[\"Trunk.bias\"][0];")]
    [InlineData(
        "string[] names = [\"Trunk.kernel\"];\n// of each\nforeach (string name in names)\n{\n    var g = {|NG2003:net.Gradients(x, y, name)|};\n    z[0] += g[name][0];\n}",
        "string[] names = [\"Trunk.kernel\"];\n// of each\nvar gradients = net.Gradients(x, y);\nforeach (string name in names)\n{\n    z[0] += gradients[name][0];\n}")]
    public async Task Fix_OfSeparateGradients_AsksOnce(string before, string after)
    {
        await new CodeFixTest<SeparateGradientsAnalyzer, NetGen.Analyzers.CodeFixes.SeparateGradientsFix>
        {
            TestCode = UsageSource.Method(before),
            FixedCode = UsageSource.Method(after),
        }.RunAsync();
        UsageSource.VerifySameResults(before, after);
    }
}
