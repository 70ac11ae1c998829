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

    [Theory]
    [InlineData(
        """
        float[][] batches = [px, x, px];
        for (int epoch = 0; epoch < 9; epoch++)
        {
            foreach (var batch in batches)
            {
                {|NG2007:other.Predict(batch, z)|};
                z[0] += trainer.Step(batch, z);
            }
        }
        """,
        """
        float[][] batches = [px, x, px];
        var otherOutputs = batches.Distinct().ToDictionary(batch => batch, batch => other.Predict(new DataSet().Add("x", batch, 4)));
        for (int epoch = 0; epoch < 9; epoch++)
        {
            foreach (var batch in batches)
            {
                otherOutputs[batch]["Body"].Floats.CopyTo(z);
                z[0] += trainer.Step(batch, z);
            }
        }
        """)]
    [InlineData(
        """
        float[][] batches = [px, x];
        for (int epoch = 0; epoch < 9; epoch++)
        {
            for (int b = 0; b < batches.Length; b++)
            {
                {|NG2007:other.Predict(batches[b], z)|};
                z[0] += trainer.Step(batches[b], z);
            }
        }
        """,
        """
        float[][] batches = [px, x];
        var otherOutputs = Enumerable.Range(0, batches.Length).Select(b => other.Predict(new DataSet().Add("x", batches[b], 4))).ToArray();
        for (int epoch = 0; epoch < 9; epoch++)
        {
            for (int b = 0; b < batches.Length; b++)
            {
                otherOutputs[b]["Body"].Floats.CopyTo(z);
                z[0] += trainer.Step(batches[b], z);
            }
        }
        """)]
    [InlineData(
        """
        DataSet[] sets = [new DataSet().Add("x", px, 4), new DataSet().Add("x", x, 4)];
        for (int epoch = 0; epoch < 9; epoch++)
        {
            var outputs = {|NG2007:other.Predict(sets[0])|};
            z[0] += trainer.Step(px, outputs["Body"].Floats);
        }
        """,
        """
        DataSet[] sets = [new DataSet().Add("x", px, 4), new DataSet().Add("x", x, 4)];
        var outputs = other.Predict(sets[0]);
        for (int epoch = 0; epoch < 9; epoch++)
        {
            z[0] += trainer.Step(px, outputs["Body"].Floats);
        }
        """)]
    public async Task Fix_OfBatches_KeepsThePredictionsOfEach(string before, string after)
    {
        await new CodeFixTest<RepeatedCallAnalyzer, NetGen.Analyzers.CodeFixes.FrozenNetworkFix>
        {
            TestCode = UsageSource.Method(before),
            FixedCode = UsageSource.Method(after),
        }.RunAsync();
        UsageSource.VerifySameResults(before, after);
    }

    [Theory]
    [InlineData("private readonly Other _teacher = new(seed: 1); private readonly float[] _rows = new float[40];", "_teacher", "_rows", "teacherOutputs")]
    [InlineData("public Other Teacher { get; } = new(seed: 1); public float[] Rows { get; } = new float[40];", "Teacher", "Rows", "TeacherOutputs")]
    [InlineData("private Other _teacher = new(seed: 1); private float[] _rows = new float[40];", "this._teacher", "this._rows", "teacherOutputs")]
    public async Task Fix_OfANetworkInAMember_KeepsItsPredictions(string members, string teacher, string rows, string kept)
    {
        string Code(string around, string inside) => UsageSource.Networks + $$"""
            #pragma warning disable IDE0044
            public sealed class Distillation
            {
                {{members}}

                public void Train(Net student, float[] targets)
                {
                    using var trainer = student.CreateTrainer(new Adam(0.01f), batchSize: 5);
            {{around}}        for (int epoch = 0; epoch < 9; epoch++)
                    {
                        for (int row = 0; row < 10; row += 5)
                        {
                            {{inside}}
                            trainer.Step({{rows}}.AsSpan(row * 4, 20), targets);
                        }
                    }
                }
            }
            """;
        await new CodeFixTest<RepeatedCallAnalyzer, NetGen.Analyzers.CodeFixes.FrozenNetworkFix>
        {
            TestCode = Code("", $"{{|NG2007:{teacher}.Predict({rows}.AsSpan(row * 4, 20), targets)|}};"),
            FixedCode = Code($"        var {kept} = {teacher}.Predict(new DataSet().Add(\"x\", {rows}, 4));\n", $"{kept}[\"Body\"].Floats.Slice(row, 5).CopyTo(targets);"),
        }.RunAsync();
    }

    [Theory]
    [InlineData("float[][] batches = [px, py];\nfor (int epoch = 0; epoch < 9; epoch++)\n{\n    for (int b = 0; b < 1; b++)\n    {\n        {|NG2007:other.Predict(batches[b], z)|};\n        trainer.Step(x, z);\n    }\n}")]
    [InlineData("for (int epoch = 0; epoch < 9; epoch++)\n{\n    foreach (var batch in new[] { px, py })\n    {\n        other.Predict(batch, z);\n        trainer.Step(x, z);\n    }\n}")]
    public Task Fix_OfBatchesThatAreNotThereBefore_IsNotOffered(string code) =>
        new CodeFixTest<RepeatedCallAnalyzer, NetGen.Analyzers.CodeFixes.FrozenNetworkFix> { TestCode = UsageSource.Method(code), FixedCode = UsageSource.Method(code) }.RunAsync();
}
