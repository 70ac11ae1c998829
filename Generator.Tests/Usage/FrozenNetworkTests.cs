using NetGen.Analyzers;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Usage;

/// <summary>NG2007: a network that nothing trains, evaluated on the same data in every epoch of another one's training.</summary>
public sealed class FrozenNetworkTests
{
    [Theory]
    [InlineData("for (int epoch = 0; epoch < 9; epoch++) { {|NG2007:other.Predict(x, z)|}; trainer.Step(x, z); }")]
    [InlineData("""
        for (int epoch = 0; epoch < 9; epoch++)
            for (int row = 0; row < 10; row += 5)
            {
                {|NG2007:other.Predict(x.AsSpan(row * 4, 20), z.AsSpan(0, 5))|};
                trainer.Step(x.AsSpan(row * 4, 20), z.AsSpan(0, 5));
            }
        """)]
    [InlineData("""
        float[][] batches = [px, py];
        for (int epoch = 0; epoch < 9; epoch++)
        {
            foreach (var batch in batches)
            {
                {|NG2007:other.Predict(batch, z)|};
                for (int i = 0; i < 10; i++)
                    z[i] = 0.5f * z[i] + 0.5f * y[i];
                trainer.Step(x, z);
            }
        }
        """)]
    [InlineData("var frozen = new Net(seed: 3); while (y[0] < 1) { {|NG2007:frozen.Predict(x, mean, sigma)|}; y[0] += trainer.Step(x, mean); }")]
    public Task FrozenNetwork_OnTheSameData_IsReported(string statements) => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(statements);

    [Theory]
    [InlineData("for (int epoch = 0; epoch < 9; epoch++) { other.Predict(x, z); trainer.Step(x, z); otherTrainer.Step(x, y); }")]
    [InlineData("for (int epoch = 0; epoch < 9; epoch++) { net.Predict(x, mean, sigma); trainer.Step(x, mean); }")]
    [InlineData("for (int epoch = 0; epoch < 9; epoch++) { Fill(x); other.Predict(x, z); trainer.Step(x, z); }")]
    [InlineData("var random = new Random(1); for (int epoch = 0; epoch < 9; epoch++) { int row = random.Next(5); other.Predict(x.AsSpan(row * 4, 20), z); trainer.Step(x, z); }")]
    [InlineData("for (int epoch = 0; epoch < 9; epoch++) for (int row = epoch; row < 10; row++) { other.Predict(x.AsSpan(row * 4, 4), z); trainer.Step(x, z); }")]
    [InlineData("for (int row = 0; row < 10; row += 5) { other.Predict(x.AsSpan(row * 4, 20), z.AsSpan(0, 5)); trainer.Step(x.AsSpan(row * 4, 20), z.AsSpan(0, 5)); }")]
    [InlineData("for (int epoch = 0; epoch < 9; epoch++) { if (epoch % 3 == 0) other.Predict(x, z); trainer.Step(x, z); }")]
    [InlineData("var twin = net; for (int epoch = 0; epoch < 9; epoch++) { twin.Predict(x, mean, sigma); trainer.Step(x, mean); }")]
    public Task Network_ThatChangesOrSeesOtherData_IsNotReported(string statements) => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(statements);

    [Theory]
    [InlineData(
        "// train\nfor (int epoch = 0; epoch < 9; epoch++)\n{\n    {|NG2007:other.Predict(x, z)|};\n    trainer.Step(x, z);\n}",
        "// train\nother.Predict(x, z);\nfor (int epoch = 0; epoch < 9; epoch++)\n{\n    trainer.Step(x, z);\n}")]
    [InlineData(
        """
        for (int epoch = 0; epoch < 9; epoch++)
        {
            for (int row = 0; row < 10; row += 5)
            {
                {|NG2007:other.Predict(x.AsSpan(row * 4, 20), z.AsSpan(0, 5))|};
                trainer.Step(x.AsSpan(row * 4, 20), z.AsSpan(0, 5));
            }
        }
        """,
        """
        var otherOutputs = other.Predict(new DataSet().Add("x", x, 4));
        for (int epoch = 0; epoch < 9; epoch++)
        {
            for (int row = 0; row < 10; row += 5)
            {
                otherOutputs["Body"].Floats.Slice(row, 5).CopyTo(z.AsSpan(0, 5));
                trainer.Step(x.AsSpan(row * 4, 20), z.AsSpan(0, 5));
            }
        }
        """)]
    [InlineData(
        """
        for (int epoch = 0; epoch < 9; epoch++)
        {
            {|NG2007:other.Predict(x, z)|}; // the teacher
            for (int i = 0; i < 10; i++)
                z[i] = 0.5f * z[i] + 0.5f * y[i];
            trainer.Step(x, z);
        }
        """,
        """
        var otherOutputs = other.Predict(new DataSet().Add("x", x, 4));
        for (int epoch = 0; epoch < 9; epoch++)
        {
            otherOutputs["Body"].Floats.CopyTo(z); // the teacher
            for (int i = 0; i < 10; i++)
                z[i] = 0.5f * z[i] + 0.5f * y[i];
            trainer.Step(x, z);
        }
        """)]
    [InlineData(
        "var frozen = new Net(seed: 3);\nfor (int epoch = 0; epoch < 9; epoch++)\n{\n    {|NG2007:frozen.Predict(x, mean, sigma)|};\n    mean[0] += sigma[0];\n    trainer.Step(x, mean);\n}",
        "var frozen = new Net(seed: 3);\nvar frozenOutputs = frozen.Predict(new DataSet().Add(\"x\", x, 4));\nfor (int epoch = 0; epoch < 9; epoch++)\n{\n    frozenOutputs[\"Mean\"].Floats.CopyTo(mean);\n"
        + "    frozenOutputs[\"Sigma\"].Floats.CopyTo(sigma);\n    mean[0] += sigma[0];\n    trainer.Step(x, mean);\n}")]
    public async Task Fix_OfFrozenNetwork_EvaluatesItOnce(string before, string after)
    {
        await new CodeFixTest<RepeatedCallAnalyzer, NetGen.Analyzers.CodeFixes.FrozenNetworkFix>
        {
            TestCode = UsageSource.Method(before),
            FixedCode = UsageSource.Method(after),
        }.RunAsync();
        UsageSource.VerifySameResults(before, after);
    }

    [Fact]
    public Task Fix_OfBatchesThatAreNoRowsOfAnArray_IsNotOffered()
    {
        const string Code = """
            float[][] batches = [px, py];
            for (int epoch = 0; epoch < 9; epoch++)
            {
                foreach (var batch in batches)
                {
                    {|NG2007:other.Predict(batch, z)|};
                    trainer.Step(x, z);
                }
            }
            """;
        return new CodeFixTest<RepeatedCallAnalyzer, NetGen.Analyzers.CodeFixes.FrozenNetworkFix> { TestCode = UsageSource.Method(Code), FixedCode = UsageSource.Method(Code) }.RunAsync();
    }
}
