using NetGen.Analyzers;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Usage;

/// <summary>NG4020 to NG4023: trainers that leak or forget, spans that cannot fit or overlap.</summary>
public sealed class MisuseTests
{
    [Theory]
    [InlineData("var t = {|NG4020:net.CreateTrainer(new Sgd(0.1f), 10)|}; t.Step(x, y);")]
    [InlineData("{|NG4020:net.CreateTrainer(new Sgd(0.1f), 10)|}.Step(x, y);")]
    [InlineData("Trainer t = {|NG4020:net.CreateTrainer(new Sgd(0.1f), 10)|}; t.LearningRate = 1;")]
    [InlineData("for (int i = 0; i < 9; i++) { using var t = {|NG4023:net.CreateTrainer(new Adam(0.1f), 10)|}; t.Step(x, y); }")]
    public Task Trainer_LeakedOrMadeForEachStep_IsReported(string statements) => UsageSource.VerifyAsync<TrainerLifetimeAnalyzer>(statements);

    [Theory]
    [InlineData("using (var t = net.CreateTrainer(new Sgd(0.1f), 10)) t.Step(x, y);")]
    [InlineData("var t = net.CreateTrainer(new Sgd(0.1f), 10); try { t.Step(x, y); } finally { t.Dispose(); }")]
    [InlineData("var t = net.CreateTrainer(new Sgd(0.1f), 10); GC.KeepAlive(t);")]
    [InlineData("var t = net.CreateTrainer(new Sgd(0.1f), 10); Action a = () => GC.KeepAlive(t);")]
    [InlineData("var list = new List<Trainer> { net.CreateTrainer(new Sgd(0.1f), 10) };")]
    [InlineData("net.CreateTrainer(new Sgd(0.1f), 10).Dispose();")]
    [InlineData("for (int i = 0; i < 9; i++) { using var t = net.CreateTrainer(new Adam(0.1f), 10); for (int j = 0; j < 9; j++) t.Step(x, y); }")]
    [InlineData("for (int i = 0; i < 9; i++) { var fresh = new Net(seed: i); using var t = fresh.CreateTrainer(new Adam(0.1f), 10); t.Step(x, y); }")]
    public Task Trainer_DisposedOrHandedOn_IsNotReported(string statements) => UsageSource.VerifyAsync<TrainerLifetimeAnalyzer>(statements);

    [Fact]
    public Task Trainer_Returned_IsNotReported() => UsageSource.VerifyAsync<TrainerLifetimeAnalyzer>(
        "var t = net.CreateTrainer(new Sgd(0.1f), 10); return t;", returns: "Trainer");

    [Theory]
    [InlineData("net.Predict({|NG4021:new float[30]|}, mean, sigma);")]
    [InlineData("net.Predict(x, {|NG4021:new float[9]|}, sigma);")]
    [InlineData("var short1 = new float[9]; net.Predict(x, mean, {|NG4021:short1|});")]
    [InlineData("net.Predict(x.AsSpan(0, 20), {|NG4021:mean|}, sigma.AsSpan(0, 5));")]
    [InlineData("net.Evaluate(x, {|NG4021:y.AsSpan(1)|});")]
    [InlineData("var big = new float[400]; trainer.Step({|NG4021:big|}, new float[100]);")]
    [InlineData("trainer.Step(x, y, {|NG4021:new float[3]|}, sigma);")]
    public Task Spans_OfConstantLengthsThatCannotFit_AreReported(string statements) => UsageSource.VerifyAsync<SpanArgumentsAnalyzer>(statements);

    [Theory]
    [InlineData("net.Predict(x, mean, sigma); trainer.Step(x, y); trainer.Step(x, y, default, sigma); trainer.Step(x, y, [], sigma);")]
    [InlineData("net.Predict(px, mean, sigma); net.Predict(x.AsSpan(px.Length), mean, sigma);")]
    [InlineData("x = new float[30]; net.Predict(x, mean, sigma);")]
    [InlineData("var data = new float[20]; net.Predict(data.AsSpan(0, 8), data.AsSpan(8, 2), data.AsSpan(10, 2));")]
    public Task Spans_ThatMayFit_AreNotReported(string statements) => UsageSource.VerifyAsync<SpanArgumentsAnalyzer>(statements);

    [Theory]
    [InlineData("net.Predict(px, {|NG4022:px|}, sigma);")]
    [InlineData("net.Predict(px, mean, {|NG4022:mean|});")]
    [InlineData("net.Predict(px, {|NG4022:px.AsSpan(0, 10)|}, sigma);")]
    [InlineData("trainer.Step(x, y, {|NG4022:y|}, sigma);")]
    public Task Outputs_ThatOverlap_AreReported(string statements) => UsageSource.VerifyAsync<SpanArgumentsAnalyzer>(statements);

    [Fact]
    public async Task Fix_OfUndisposedTrainer_AddsUsing()
    {
        const string Before = "// mine\nvar t = {|NG4020:net.CreateTrainer(new Sgd(0.1f), 10)|};\nz[0] = t.Step(x, y);";
        const string After = "// mine\nusing var t = net.CreateTrainer(new Sgd(0.1f), 10);\nz[0] = t.Step(x, y);";
        await new CodeFixTest<TrainerLifetimeAnalyzer, NetGen.Analyzers.CodeFixes.UndisposedTrainerFix> { TestCode = UsageSource.Method(Before), FixedCode = UsageSource.Method(After) }.RunAsync();
        UsageSource.VerifySameResults(Before, After);
    }
}
