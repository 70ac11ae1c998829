using static NetGen.Tests.FrontEnd.Definitions;

namespace NetGen.Tests.Diagnostics;

/// <summary>Diagnostics stand on the exact piece of syntax and say names, both values and the way out.</summary>
public sealed class DefinitionMessageTests
{
    [Fact]
    public async Task ShapeError_OfOperator_NamesBothOperands() => await AssertMessage(
        Body("var narrow = Head(x); return {|NG1001:A(x) + narrow|};"),
        "'+' cannot combine shapes 4 (A) and 2 (Head): sizes must be equal, aligned at the last axis, or 1");

    [Theory]
    [InlineData("[MultiHeadAttention(2)] private partial Tensor {|NG0010:Layer|}(Tensor x, Tensor key, Tensor value);",
        "; [MultiHeadAttention] may take a second tensor, whose positions are seen instead of those of the first, and a last one called 'mask'")]
    [InlineData("[Lstm(4)] private partial Tensor {|NG0010:Layer|}(Tensor x, Tensor hidden);",
        "; [Lstm] may take the 2 initial states behind the sequence, and a last tensor called 'lengths', and give its last states behind the output, in a tuple")]
    [InlineData("[Gru(4)] private partial (Tensor, Tensor, Tensor) {|NG0010:Layer|}(Tensor x);",
        "; [Gru] may take the initial state behind the sequence, and a last tensor called 'lengths', and give its last state behind the output, in a tuple")]
    [InlineData("[Dense(4), Rnn(4, Bidirectional = true)] private partial Tensor {|NG0010:Layer|}(Tensor x, Tensor lengths);",
        "; [Rnn] may take the 2 initial states behind the sequence, and a last tensor called 'lengths', and give its last states behind the output, in a tuple, where it is the only layer of its method")]
    [InlineData("[Dense(4)] private partial Tensor {|NG0010:Layer|}(Tensor x, Tensor y);", "for a family of layers")]
    public async Task LayerMethod_WithOtherTensors_SaysWhatItsLayerMayTake(string method, string end)
    {
        var diagnostics = await DefinitionDiagnostics.VerifyAsync(Network($"{method}\n[Forward] private Tensor Define([Shape(3, 4)] Tensor x) => A(x);"));
        Assert.EndsWith(end, diagnostics.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetricNamedAsTheFunctionItCalls_IsToldTheFunctionsName() => await AssertMessage(
        Network("[Forward] private Tensor Define([Shape(4)] Tensor x) => A(x); [Metric] private Tensor Accuracy(Tensor a, [Label] Tensor y) => {|NG0021:Accuracy(a, y)|};"),
        "Inlining 'Accuracy' goes deeper than 64 calls, because it calls itself; the function of NetGen is Ops.Accuracy: recursion must end on constants known at build");

    [Fact]
    public async Task LengthsOfEachStep_GivenToARecurrence_AreRefusedByName() => await AssertMessage(
        Network("""
            [Lstm(4)] private partial Tensor Read(Tensor x, Tensor lengths);
            [Forward] private Tensor Define([Shape(3, 5)] Tensor x, [Shape(3)] Tensor lengths) => {|NG1011:Read(x, lengths)|};
            """),
        "'Read' has the shape of lengths = 3 (lengths): it must be scalar, one number a row: [Shape] or [Label]");

    [Fact]
    public async Task StateOfAnotherSize_GivenToARecurrence_IsRefusedByNumber() => await AssertMessage(
        Network("""
            [Lstm(4)] private partial Tensor Read(Tensor x, Tensor hidden, Tensor cell);
            [Forward] private Tensor Define([Shape(3, 5)] Tensor x, [Shape(4)] Tensor h, [Shape(6)] Tensor c) => {|NG1011:Read(x, h, c)|};
            """),
        "'Read' has the shape of initial state 2 = 6 (c): it must be 4, as many as its units");

    [Fact]
    public async Task LayerOnAnotherShape_Applied_NamesLayerShapesAndFirstUse() => await AssertMessage(
        Body("return A(x) + {|NG1050:A(Concat(x, x))|};"),
        "Layer 'A' needs its parameter 'kernel' as 8 × 4 here, but 4 × 4 where it was applied first (A(x)): a layer has one set of parameters; use a second layer, or bring both inputs to one shape");

    [Fact]
    public async Task UnknownName_InLoss_OffersTheNearest() => await AssertMessage(
        Network("""
            [Forward] private (Tensor Mean, Tensor Sigma) Define([Shape(4)] Tensor x) => (A(x), B(x));
            [Loss] private Tensor Loss(Tensor mean, Tensor {|NG0015:sigmo|}) => Mse(mean, sigmo);
            """),
        "Parameter 'sigmo' of 'Loss' names no output, value or input of the network; there are 'Mean', 'Sigma', 'x', 'A', 'B'. Did you mean 'Sigma'? A target has [Shape(…)] or [Label]");

    [Theory]
    [InlineData("Func<Tensor, System.Threading.Tasks.Task<Tensor>> f = async v => { await System.Threading.Tasks.Task.Yield(); return A(v); }; return {|NG0022:f(x)|}.Result;", "'lambda' cannot be called in a definition, because it is asynchronous")]
    [InlineData("Func<Tensor, Tensor> layer = null!; return {|NG0022:layer(x)|};", "because which method runs is not known at build")]
    [InlineData("return Concat({|NG0022:Enumerable.Range(0, 3).Select(i => Block(i, x))|}.ToArray());", "because a definition goes through things with 'for' and 'foreach', not with LINQ")]
    public async Task CallThatIsNotRead_SaysWhy(string body, string why) =>
        Assert.Contains(why, (await DefinitionDiagnostics.VerifyAsync(Body(body))).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [Theory]
    [InlineData("[Dense(4)] partial Tensor {|CS8796:Layer|}(Tensor x);")]
    [InlineData("[Use<Other>] partial Tensor {|CS8796:Layer|}(Tensor x);")]
    public async Task LayerMethod_WithoutAccessibility_IsRefusedByTheCompilerOnce(string method) => await DefinitionDiagnostics.VerifyAsync(
        $"{Usings}[Network] public partial class Net {{ {method} [Forward] private Tensor Define([Shape(4)] Tensor x) => Layer(x); }}\n[Network, Input(4), Dense(4)] public partial class Other;");

    [Fact]
    public async Task UnknownName_BesideOneOutput_OffersOutput() => await AssertMessage(
        Network("""
            [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x);
            [Loss] private Tensor Loss(Tensor {|NG0015:logits|}, [Label] Tensor y) => CrossEntropy(logits, y);
            """),
        "Parameter 'logits' of 'Loss' names no output, value or input of the network; there are 'A', 'output', 'x'. A target has [Shape(…)] or [Label]");

    [Fact]
    public async Task ShapeError_InHelper_IsReportedOnceThere() => await DefinitionDiagnostics.VerifyAsync(Network("""
        [Forward] private Tensor Define([Shape(4)] Tensor x) => Add(x) * Add(A(x));
        private Tensor Add(Tensor v) => {|NG1001:v + Head(v)|};
        """));

    [Fact]
    public async Task BatchNorm_InTheStepOfAScan_SaysWhatToUse() => await AssertMessage(
        Network("""
            [BatchNorm] private partial Tensor Norm(Tensor x);
            [Forward] private Tensor Define([Shape(3, 4)] Tensor x) => {|NG0045:Scan(x, 0f * Mean(Transpose(x), 1), (v, h) => Norm(h + v))|}.State;
            """),
        "A statistic of the batch, as BatchNorm takes it, cannot be in the step of a recurrence: use LayerNorm or RmsNorm there");

    [Fact]
    public async Task ErrorInLoop_Unrolled_IsReportedOnce() =>
        await DefinitionDiagnostics.VerifyAsync(Body("var h = x; for (var i = 0; i < 3; i++) h = A({|NG1004:Reshape(x, 3)|}); return h;"));

    [Theory]
    [InlineData("var bad = {|NG1001:x + Head(x)|}; return A(bad) + Head(bad) + Split(bad, 3)[7];")]
    [InlineData("Tensor[] parts = [{|NG1004:Reshape(x, 3)|}, x]; return Concat(parts[..2]);")]
    [InlineData("var (a, b) = {|NG1009:Split(x, 3)|}; return a + b;")]
    [InlineData("return Go({|NG1001:x + Head(x)|}); Tensor Go(Tensor v) => v + Head(v);")]
    public async Task ErrorInValue_UsedFurther_IsTheOnlyOne(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("if ({|NG0019:Sum(x) < 1f|}) return A(x); return B(x);")]
    [InlineData("var n = 1; while ({|NG0019:Mean(x) > n|}) x = A(x); return x;")]
    [InlineData("switch ({|NG0019:x|}) { default: return A(x); }")]
    public async Task DataDependentChoice_Anywhere_IsReportedOnTheChoice(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("{|NG0017:try { return A(x); } finally { }|}")]
    [InlineData("lock ({|NG0017:this|}) { return A(x); }")]
    [InlineData("{|NG0017:throw new InvalidOperationException();|}")]
    [InlineData("var t = typeof(Tensor); return A(x);", "NG0017:typeof(Tensor)")]
    [InlineData("return A({|NG0017:new[,] { { x } }|}[0, 0]);")]
    [InlineData("return {|NG0022:x.ToString()|} == \"\" ? x : A(x);")]
    [InlineData("return A({|NG0018:DateTime.Now|}.Day == 1 ? x : x);")]
    [InlineData("return Block({|NG0018:Random.Shared|}.Next(3), x);")]
    [InlineData("return A(x) * {|NG0024:1e300|};")]
    [InlineData("return {|NG0024:A(x) / (1 / 2)|};")]
    [InlineData("var h = A(x); {|NG0024:h /= 0.0|}; return h;")]
    public async Task OtherSyntax_InDefinition_IsReportedWhereItIs(string body, string? marked = null) =>
        await DefinitionDiagnostics.VerifyAsync(Body(marked is null ? body : body.Replace(marked.Split(':')[1], $"{{|{marked}|}}")));

    [Fact]
    public async Task InvalidNetwork_UsedElsewhere_GivesOurErrorAlone() => await DefinitionDiagnostics.VerifyAsync(Usings + """
        [Network]
        public partial class Net
        {
            [Dense(4, Relu)] private partial Tensor Trunk(Tensor x);
            [Forward] private (Tensor Mean, Tensor Sigma) Define([Shape(67)] Tensor x, [Label] Tensor kind) => (Trunk(x), {|NG1001:Trunk(x) + x|});
            [Loss] private Tensor Loss(Tensor mean, [Shape(4)] Tensor y, [Label] Tensor group) => Mse(mean, y);
        }

        internal static class Use
        {
            public static float Run(float[] x, int[] kind, float[] y, int[] group, float[] mean, float[] sigma, DataSet data)
            {
                var net = new Net(seed: 7);
                using var trainer = net.CreateTrainer(new Adam(1e-3f), batchSize: 128);
                net.Predict(x, kind, mean, sigma);
                var result = net.Evaluate(x, kind, y, group);
                var gradients = net.Gradients(x, kind, y, group);
                net.Save("model.safetensors");
                var again = Net.Load("model.safetensors");
                again.Fit(data, new FitOptions());
                return trainer.Step(x, kind, y, group) + (float)result.Loss + gradients.Loss + Net.Graph.Summary().Length + net.Parameters.Layout.Count;
            }
        }
        """);

    private static async Task AssertMessage(string markup, string message) =>
        Assert.Equal(message, (await DefinitionDiagnostics.VerifyAsync(markup)).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));
}
