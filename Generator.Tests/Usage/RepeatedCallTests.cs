using NetGen.Analyzers;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Usage;

/// <summary>NG2006: what is the same evaluation, and everything that makes it another one.</summary>
public sealed class RepeatedCallTests
{
    [Theory]
    [InlineData("net.Predict(x, mean, sigma); {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); Console.WriteLine(mean[0]); {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); net.Threads = 1; {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); net.Save(\"f\"); {|NG2006:net.Predict(x, z, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); if (mean[0] > 0) {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); other.Predict(x, z); otherTrainer.Step(x, y); {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x.AsSpan(0, 20), mean.AsSpan(0, 5), sigma.AsSpan(0, 5)); {|NG2006:net.Predict(x.AsSpan(0, 20), mean.AsSpan(0, 5), sigma.AsSpan(0, 5))|};")]
    [InlineData("var a = net.Evaluate(x, y); var b = {|NG2006:net.Evaluate(x, y)|};")]
    [InlineData("Console.WriteLine(net.Evaluate(x, y).Loss + {|NG2006:net.Evaluate(x, y)|}[\"Error\"]);")]
    [InlineData("var a = net.Gradients(x, y, \"Trunk.kernel\"); var b = {|NG2006:net.Gradients(x, y, \"Trunk.kernel\")|};")]
    [InlineData("net.Predict(x, mean, sigma); float s = Total(mean); {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); float s = First(mean); {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); try { Console.WriteLine(); } finally { z[0] = 1; } {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("_net.Predict(px, mean, sigma); {|NG2006:_net.Predict(px, mean, sigma)|};")]
    [InlineData("Action a = () => { net.Predict(x, mean, sigma); {|NG2006:net.Predict(x, mean, sigma)|}; };")]
    [InlineData("var d = new DataSet(); var a = net.Evaluate(d); var b = {|NG2006:net.Evaluate(d)|};")]
    [InlineData("int n = 0; net.Predict(x.AsSpan(n), mean, sigma); for (int i = 0; i < 3; i++) z[i] = {|NG2006:net.Evaluate(x, y)|}.Rows;")]
    [InlineData("for (int i = 0; i < 3; i++) { {|NG2006:net.Predict(x, mean, sigma)|}; z[i] = mean[i]; }")]
    [InlineData("foreach (var v in y) { foreach (var w in y) { {|NG2006:net.Predict(x, mean, sigma)|}; z[0] += mean[0]; } }")]
    [InlineData("var same = x; net.Predict(x, mean, sigma); z[0] = 1; {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); foreach (float v in mean) Console.WriteLine(v); {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); double m = mean.Average(v => (double)v); {|NG2006:net.Predict(x, mean, sigma)|};")]
    public Task SameCall_NothingChanged_IsReported(string statements) => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(statements);

    [Theory]
    [InlineData("net.Predict(x, mean, sigma); x[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); mean[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); x = new float[40]; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); net = new Net(seed: 8); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); trainer.Step(x, y); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); Train(net); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); net.Fit(new DataSet()); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); trainer.Load(\"f\"); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); net = Net.Load(\"f\"); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); net.Parameters[\"Trunk.kernel\"][0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("var w = net.Parameters[\"Trunk.kernel\"]; net.Predict(x, mean, sigma); w.Clear(); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); net.Parameters.Initialize(3); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); ParameterFile.Load(\"f\", net.Parameters); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); Fill(x); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); x.AsSpan().Clear(); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); Array.Clear(x); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); new Random(1).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(x.AsSpan())); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); y.AsSpan().CopyTo(x); net.Predict(x, mean, sigma);")]
    [InlineData("var alias = x; net.Predict(x, mean, sigma); alias[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("var alias = x.AsSpan(4); net.Predict(x, mean, sigma); alias[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("ref float first = ref x[0]; net.Predict(x, mean, sigma); first = 1; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); System.Threading.Interlocked.Exchange(ref x[0], 1); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); (x, y) = (new float[40], z); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); net.Predict(x.AsSpan(4), mean.AsSpan(1), sigma.AsSpan(1));")]
    [InlineData("int n = 4; net.Predict(x.AsSpan(n), mean, sigma); n += 4; net.Predict(x.AsSpan(n), mean, sigma);")]
    [InlineData("if (y[0] > 0) net.Predict(x, mean, sigma); net.Predict(x, mean, sigma);")]
    [InlineData("if (y[0] > 0) net.Predict(x, mean, sigma); else net.Predict(x, z, sigma);")]
    [InlineData("try { net.Predict(x, mean, sigma); } catch (ArgumentException) { } net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); try { Console.WriteLine(); } catch (Exception) { x[0] = 1; } net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); try { Console.WriteLine(); } finally { x[0] = 1; } net.Predict(x, mean, sigma);")]
    [InlineData("_changing.Predict(x, mean, sigma); Touch(); _changing.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(_x, mean, sigma); Touch(); net.Predict(_x, mean, sigma);")]
    [InlineData("net.Predict(px, mean, sigma); Touch(); net.Predict(px, mean, sigma);")]
    [InlineData("net.Predict(_changingX, mean, sigma); _changingX = x; net.Predict(_changingX, mean, sigma);")]
    [InlineData("net.Predict(px, mean, sigma); py[0] = 1; net.Predict(px, mean, sigma);")]
    [InlineData("Action change = () => x[0] = 1; net.Predict(x, mean, sigma); change(); net.Predict(x, mean, sigma);")]
    [InlineData("void Change() => trainer.Step(x, y); net.Predict(x, mean, sigma); Change(); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); noisy.Predict(x, z); new Net(seed: 7).Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, x, sigma); net.Predict(x, x, sigma);")]
    [InlineData("var set = net.Gradients(x, y); net.Gradients(x, y, set); x[0] = 1; net.Gradients(x, y, set);")]
    [InlineData("net.Predict(x, mean, sigma); long start = System.Diagnostics.Stopwatch.GetTimestamp(); net.Predict(x, mean, sigma);")]
    [InlineData("for (int i = 0; i < 3; i++) net.Predict(x, mean, sigma);")]
    [InlineData("for (int i = 0; i < 3; i++) { net.Predict(x.AsSpan(i), mean, sigma); z[i] = mean[i]; }")]
    [InlineData("for (int i = 0; i < 3; i++) { x[i] = 1; net.Predict(x, mean, sigma); z[i] = mean[i]; }")]
    [InlineData("for (int i = 0; i < 3; i++) { if (i == 0) net.Predict(x, mean, sigma); z[i] = mean[i]; }")]
    [InlineData("for (int i = 0; i < 3; i++) { net.Predict(x, mean, sigma); trainer.Step(x, mean); }")]
    [InlineData("for (int i = 0; i < 3; i++) { var fresh = new Net(seed: i); fresh.Predict(x, mean, sigma); z[i] = mean[0]; }")]
    [InlineData("foreach (var batch in new[] { px, py }) { net.Predict(batch, mean, sigma); z[0] += mean[0]; }")]
    [InlineData("while (true) { net.Predict(x, mean, sigma); z[0] = mean[0]; break; }")]
    [InlineData("foreach (var v in Filling()) { net.Predict(px, mean, sigma); z[0] += mean[0]; } IEnumerable<int> Filling() { px[0] = 1; yield return 1; }")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, 3, i => net.Predict(x, mean, sigma));")]
    [InlineData("net.Predict(x, mean, sigma); IEnumerable<int> q = y.Select(v => { x[0] = v; return 1; }); q.Count(); net.Predict(x, mean, sigma);")]
    public Task Calls_WithSomethingChanged_AreNotReported(string statements) => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(statements);

    [Theory]
    // Another way to the same memory.
    [InlineData("var s = new Span<float>(x); net.Predict(x, mean, sigma); s[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("var m = new Memory<float>(x); net.Predict(x, mean, sigma); m.Span[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("var m = x.AsMemory(4); net.Predict(x, mean, sigma); m.Span.Fill(1); net.Predict(x, mean, sigma);")]
    [InlineData("var s = new ArraySegment<float>(x); net.Predict(x, mean, sigma); s[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("IList<float> list = x; net.Predict(x, mean, sigma); list[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("object boxed = x; net.Predict(x, mean, sigma); ((float[])boxed)[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("float[][] rows = [x]; net.Predict(x, mean, sigma); rows[0][0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("var rows = new List<float[]> { x }; net.Predict(x, mean, sigma); rows[0][0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("var pair = (x, y); net.Predict(x, mean, sigma); pair.x[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("var box = new { Data = x }; net.Predict(x, mean, sigma); box.Data[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); x.SetValue(1f, 0); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); foreach (ref var value in x.AsSpan()) value = 1; net.Predict(x, mean, sigma);")]
    [InlineData("ref var first = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(x); net.Predict(x, mean, sigma); first = 1; net.Predict(x, mean, sigma);")]
    [InlineData("ref var same = ref x; net.Predict(x, mean, sigma); same = px; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); x.AsSpan().Reverse(); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); Array.Sort(x); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); Random.Shared.Shuffle(x); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); Buffer.BlockCopy(y, 0, x, 0, 4); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); y.CopyTo(x, 0); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); Array.Resize(ref x, 20); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); (x[0], x[1]) = (x[1], x[0]); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); x[^1]++; net.Predict(x, mean, sigma);")]
    [InlineData("bool Fresh(out float[] data) { data = new float[40]; return true; } net.Predict(x, mean, sigma); if (Fresh(out x)) net.Predict(x, mean, sigma);")]
    // Forms of statements and expressions.
    [InlineData("net.Predict(x, mean, sigma); z[0] = z[1] switch { > 0 => x[0] = 1, _ => 0 }; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); z[0] = z[1] > 0 ? x[0] = 1 : 0; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); if ((object)x is float[] same) same[0] = 1; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); if (net is { } same) { using var again = same.CreateTrainer(new Sgd(0.1f), 10); again.Step(x, y); } net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); using (var again = net.CreateTrainer(new Sgd(0.1f), 10)) again.Step(x, y); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); try { Console.WriteLine(); } finally { trainer.Step(x, y); } net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); try { Console.WriteLine(); } catch (Exception e) when (e.Message == \"\") { net = new Net(seed: 9); } net.Predict(x, mean, sigma);")]
    [InlineData("for (int i = 0; i < 9; i++) { net.Predict(x, mean, sigma); if (mean[0] > 0) break; trainer.Step(x, y); }")]
    [InlineData("for (int i = 0; i < 9; i++) { if (i % 2 == 0) continue; net.Predict(x, mean, sigma); z[i] = mean[0]; }")]
    [InlineData("int n = 0; again: net.Predict(x, mean, sigma); x[0] = n++; if (n < 3) goto again;")]
    [InlineData("do { net.Predict(x, mean, sigma); x[0] = mean[0]; } while (x[0] > 1);")]
    [InlineData("net.Predict(x, mean, sigma); while (x[0] > 1) { x[0] -= 1; } net.Predict(x, mean, sigma);")]
    [InlineData("void Change() { x[0] = 1; } net.Predict(x, mean, sigma); Change(); net.Predict(x, mean, sigma);")]
    [InlineData("Func<float> change = () => trainer.Step(x, y); net.Predict(x, mean, sigma); z[0] = change(); net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma); y.ToList().ForEach(v => x[0] = v); net.Predict(x, mean, sigma);")]
    // Other threads.
    [InlineData("net.Predict(_x, mean, sigma); System.Threading.Thread.Sleep(1); net.Predict(_x, mean, sigma);")]
    [InlineData("lock (px) net.Predict(px, mean, sigma); lock (px) net.Predict(px, mean, sigma);")]
    [InlineData("var task = System.Threading.Tasks.Task.Run(() => { x[0] = 1; return 1; }); net.Predict(x, mean, sigma); z[0] = task.Result; net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(t_x, mean, sigma); net.Predict(t_x, mean, sigma);")]
    [InlineData("var each = new System.Threading.ThreadLocal<Net>(() => new Net(seed: 1)); each.Value!.Predict(x, mean, sigma); each.Value!.Predict(x, mean, sigma);")]
    [InlineData("var later = new Lazy<float>(() => x[0] = 1); net.Predict(x, mean, sigma); z[0] = later.Value; net.Predict(x, mean, sigma);")]
    public Task Calls_WithSomethingChangedBehindTheirBack_AreNotReported(string statements) => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(statements);

    [Theory]
    [InlineData("net.Predict(x: x, mean: mean, sigma: sigma); {|NG2006:net.Predict(sigma: sigma, mean: mean, x: x)|};")]
    [InlineData("net.Predict(x, mean, sigma); Console.WriteLine($\"{mean[0]:F3} of {x.Length}\"); {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); var sums = new Dictionary<string, float>(); sums[\"a\"] = mean[0]; {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("this._net.Predict(px, mean, sigma); {|NG2006:_net.Predict(px, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); z[0] = mean[0] switch { > 0 and < 1 => 1, var large => large }; {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("net.Predict(x, mean, sigma); System.Threading.Thread.Sleep(1); {|NG2006:net.Predict(x, mean, sigma)|};")]
    [InlineData("float Loss() => (float)net.Evaluate(x, y).Loss + {|NG2006:net.Evaluate(x, y)|}.Rows; z[0] = Loss();")]
    [InlineData("Func<double> sum = () => net.Evaluate(x, y).Loss + {|NG2006:net.Evaluate(x, y)|}[\"Error\"]; z[0] = (float)sum();")]
    [InlineData("var data = new DataSet().Add(\"x\", x, 4); var a = net.Predict(data); var b = {|NG2006:net.Predict(data)|};")]
    [InlineData("var data = new DataSet().Add(\"x\", x, 4); for (int i = 0; i < 3; i++) z[i] = {|NG2006:net.Predict(data)|}.Rows;")]
    [InlineData("for (int i = 0; i < 3; i++) { if (z[i] > 1) break; {|NG2006:net.Predict(x, mean, sigma)|}; z[i] = mean[i]; }")]
    public Task SameCall_HoweverWritten_IsReported(string statements) => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(statements);

    [Fact]
    public Task Await_Between_EndsTheClaim() => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(
        "net.Predict(x, mean, sigma); await System.Threading.Tasks.Task.Yield(); net.Predict(x, mean, sigma);", returns: "async System.Threading.Tasks.Task");

    [Fact]
    public Task Results_ThatAreReturned_AreNobodyElsesBefore() => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(
        "float[] data = Load(), sums = new float[3]; for (int i = 0; i < 3; i++) { {|NG2006:net.Predict(data, mean, sigma)|}; sums[i] += mean[i]; } return sums; static float[] Load() => new float[40];",
        returns: "float[]");

    [Fact]
    public Task Results_OfALambda_MayBeAnyones() => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(
        "Func<float[]> make = () => { var made = new float[40]; return made; }; float[] data = make(), again = make(); net.Predict(data, mean, sigma); again[0] = 1; net.Predict(data, mean, sigma);");

    [Fact]
    public Task RefParameter_AsData_IsNotFollowed() => UsageSource.VerifyAsync<RepeatedCallAnalyzer>(
        "net.Predict(px, mean, sigma); Touch(); net.Predict(px, mean, sigma);", "ref float[] px, float[] py");

    [Theory]
    [InlineData("net.Predict(x, mean, sigma);\n{|NG2006:net.Predict(x, mean, sigma)|};", "net.Predict(x, mean, sigma);")]
    [InlineData("net.Predict(x, mean, sigma);\n// kept\n{|NG2006:net.Predict(x, z, sigma)|}; // too", "net.Predict(x, mean, sigma);\n// kept\nmean.CopyTo(z); // too")]
    [InlineData("var a = net.Evaluate(x, y);\nvar b = {|NG2006:net.Evaluate(x, y)|};\nvar c = {|NG2006:net.Evaluate(x, y)|};", "var a = net.Evaluate(x, y);")]
    [InlineData(
        "var a = net.Evaluate(x, y);\n// again\nvar b = {|NG2006:net.Evaluate(x, y)|}; // the same\nz[0] = (float)(a.Loss - b.Loss);",
        "var a = net.Evaluate(x, y);\n// again\n// the same\nz[0] = (float)(a.Loss - a.Loss);")]
    [InlineData("var a = net.Evaluate(x, y);\nvar b = {|NG2006:net.Evaluate(x, y)|};\nif (z[0] > 0)\n    b = net.Evaluate(px, py);", "var a = net.Evaluate(x, y);\nvar b = a;\nif (z[0] > 0)\n    b = net.Evaluate(px, py);")]
    [InlineData(
        "var a = net.Evaluate(x, y);\nvar b = {|NG2006:net.Evaluate(x, y)|};\nz[0] = b.Rows;\na = net.Evaluate(px, py);\nz[1] = b.Rows;",
        "var a = net.Evaluate(x, y);\nvar b = a;\nz[0] = b.Rows;\na = net.Evaluate(px, py);\nz[1] = b.Rows;")]
    [InlineData(
        "var a = net.Gradients(x, y, \"Trunk.kernel\");\nvar b = {|NG2006:net.Gradients(x, y, \"Trunk.kernel\")|};\nb.Buffer.Span.Clear();\nz[0] = a[\"Trunk.kernel\"][0];",
        "var a = net.Gradients(x, y, \"Trunk.kernel\");\nvar b = {|NG2006:net.Gradients(x, y, \"Trunk.kernel\")|};\nb.Buffer.Span.Clear();\nz[0] = a[\"Trunk.kernel\"][0];")]
    [InlineData(
        "Console.WriteLine(net.Evaluate(x, y).Loss);\nConsole.WriteLine({|NG2006:net.Evaluate(x, y)|}[\"Error\"]);",
        "var evaluation = net.Evaluate(x, y);\nConsole.WriteLine(evaluation.Loss);\nConsole.WriteLine(evaluation[\"Error\"]);")]
    [InlineData(
        "// each\nfor (int i = 0; i < 3; i++)\n{\n    {|NG2006:net.Predict(x, mean, sigma)|};\n    z[i] = mean[i];\n}",
        "// each\nnet.Predict(x, mean, sigma);\nfor (int i = 0; i < 3; i++)\n{\n    z[i] = mean[i];\n}")]
    [InlineData(
        "for (int i = 0; i < 3; i++)\n    z[i] = {|NG2006:net.Evaluate(x, y)|}.Rows;",
        "var evaluation = net.Evaluate(x, y);\nfor (int i = 0; i < 3; i++)\n    z[i] = evaluation.Rows;")]
    public async Task Fix_OfRepeatedCalls_EvaluatesOnce(string before, string after)
    {
        await new CodeFixTest<RepeatedCallAnalyzer, NetGen.Analyzers.CodeFixes.RepeatedCallFix>
        {
            TestCode = UsageSource.Method(before),
            FixedCode = UsageSource.Method(after),
        }.RunAsync();
        UsageSource.VerifySameResults(before, after);
    }
}
