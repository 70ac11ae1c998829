using NetGen.Analyzers;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Usage;

/// <summary>NG2004: an evaluation in front of a step on the same data.</summary>
public sealed class EvaluationBeforeStepTests
{
    [Theory]
    [InlineData("{|NG2004:net.Predict(x, mean, sigma)|}; trainer.Step(x, y);")]
    [InlineData("{|NG2004:net.Predict(x, mean, sigma)|}; float mae = Total(mean); trainer.Step(x, y); z[0] = mae;")]
    [InlineData("{|NG2004:net.Predict(x, mean, sigma)|}; var g = net.Gradients(x, y);")]
    [InlineData("for (int i = 0; i < 9; i += 5) { {|NG2004:net.Predict(x.AsSpan(i * 4, 20), mean.AsSpan(0, 5), sigma.AsSpan(0, 5))|}; z[0] += mean[0]; trainer.Step(x.AsSpan(i * 4, 20), y.AsSpan(i, 5)); }")]
    [InlineData("double loss = {|NG2004:net.Evaluate(x, y)|}.Loss; trainer.Step(x, y);")]
    [InlineData("var result = {|NG2004:net.Evaluate(x, y)|}; trainer.Step(x, y); z[0] = (float)result.Loss;")]
    [InlineData("{|NG2004:_net.Predict(px, mean, sigma)|}; var g = _net.Gradients(px, py);")]
    public Task Evaluation_BeforeStepOnSameData_IsReported(string statements) => UsageSource.VerifyAsync<EvaluationBeforeStepAnalyzer>(statements);

    [Fact]
    public Task Trainer_OfAReadOnlyField_IsKnown() => new AnalyzerTest<EvaluationBeforeStepAnalyzer>
    {
        TestCode = UsageSource.Networks + """
            public sealed class Agent
            {
                private readonly Net _net;
                private readonly Net _rest = new Net(seed: 2);
                private readonly Net.Trainer _trainer;

                public Agent()
                {
                    _net = new Net(seed: 1);
                    _trainer = _net.CreateTrainer(new Adam(1e-3f), batchSize: 10);
                }

                public void Learn(float[] x, float[] y, float[] mean, float[] sigma)
                {
                    {|NG2004:_net.Predict(x, mean, sigma)|};
                    _trainer.Step(x, y);
                    _rest.Predict(x, mean, sigma);
                    _trainer.Step(x, y);
                }
            }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("net.Predict(x, mean, sigma); trainer.Step(px, y);")]
    [InlineData("other.Predict(x, z); trainer.Step(x, y);")]
    // The target comes from the prediction.
    [InlineData("net.Predict(x, mean, sigma); y[0] = mean[0] + 1; trainer.Step(x, y);")]
    [InlineData("net.Predict(x, mean, sigma); mean[0] += 1; trainer.Step(x, mean);")]
    [InlineData("net.Predict(x, mean, sigma); y = mean.Select(v => v + 1).ToArray(); trainer.Step(x, y);")]
    // Whether to step depends on it.
    [InlineData("net.Predict(x, mean, sigma); if (mean[0] > 1) trainer.Step(x, y);")]
    [InlineData("net.Predict(x, mean, sigma); if (mean[0] > 1) return; trainer.Step(x, y);")]
    [InlineData("net.Predict(x, mean, sigma); trainer.LearningRate = mean[0]; trainer.Step(x, y);")]
    // It is trained in between, or more than once.
    [InlineData("net.Predict(x, mean, sigma); trainer.Step(px, py); trainer.Step(x, y);")]
    [InlineData("net.Predict(x, mean, sigma); for (int i = 0; i < 9; i++) trainer.Step(x, y);")]
    // Dropout: not what Predict gives.
    [InlineData("noisy.Predict(x, z); noisyTrainer.Step(x, y);")]
    // Metrics, which a step has not.
    [InlineData("var result = net.Evaluate(x, y); trainer.Step(x, y); Console.WriteLine(result[\"Error\"]);")]
    [InlineData("Console.WriteLine(net.Evaluate(x, y)); trainer.Step(x, y);")]
    [InlineData("trainer.Step(x, y); net.Predict(x, mean, sigma);")]
    [InlineData("trainer.Step(x, y, mean, sigma);")]
    public Task Evaluation_ThatTheStepCannotGive_IsNotReported(string statements) => UsageSource.VerifyAsync<EvaluationBeforeStepAnalyzer>(statements);

    [Theory]
    [InlineData("// first\n{|NG2004:net.Predict(x, mean, sigma)|};\ntrainer.Step(x, y);", "// first\ntrainer.Step(x, y, mean, sigma);")]
    [InlineData(
        "{|NG2004:net.Predict(x, mean, sigma)|};\nz[0] = mean[0];\nfloat loss = trainer.Step(x, y);\nz[1] = loss;",
        "float loss = trainer.Step(x, y, mean, sigma);\nz[0] = mean[0];\nz[1] = loss;")]
    [InlineData("{|NG2004:net.Predict(x, mean, sigma)|};\nvar g = net.Gradients(x, y, \"x\");", "var g = net.Gradients(x, y, mean, sigma, \"x\");")]
    [InlineData("var loss = {|NG2004:net.Evaluate(x, y)|}.Loss;\nz[0] = (float)loss;\ntrainer.Step(x, y);", "double loss = trainer.Step(x, y);\nz[0] = (float)loss;")]
    public async Task Fix_OfEvaluation_TakesTheStepsOutputs(string before, string after)
    {
        await new CodeFixTest<EvaluationBeforeStepAnalyzer, NetGen.Analyzers.CodeFixes.EvaluationBeforeStepFix>
        {
            TestCode = UsageSource.Method(before),
            FixedCode = UsageSource.Method(after),
        }.RunAsync();
        // An evaluation adds losses up in double precision, a step in single.
        UsageSource.VerifySameResults(before, after, before.Contains("Evaluate", StringComparison.Ordinal) ? 1e-6f : 0);
    }
}
