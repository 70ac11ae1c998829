using NetGen.Generator.Graphs;

namespace NetGen.Tests.FrontEnd;

/// <summary>What values, outputs and parameters are called, and what losses bind to.</summary>
public sealed class NamingTests
{
    [Theory]
    [InlineData("return A(x);", "A")]
    [InlineData("var h = A(x); return h;", "h")]
    [InlineData("var h = A(x); return h + 1f;", "output")]
    [InlineData("return x;", "output")]
    [InlineData("return Block(1, x);", "output")]
    public void SingleOutput_Returned_IsNamedAfterLocalOrLayer(string body, string name) =>
        Assert.Equal(name, Outputs(Definitions.Body(body)).Single());

    [Theory]
    [InlineData("(Tensor Mean, Tensor Scale)", "(A(x), B(x))", "Mean, Scale")]
    [InlineData("(Tensor, Tensor)", "(A(x), B(x))", "A, B")]
    [InlineData("(Tensor, Tensor)", "(A(x) + 1f, B(x) + 1f)", "output1, output2")]
    public void SeveralOutputs_Returned_AreNamedAfterTheTuple(string type, string value, string names) =>
        Assert.Equal(names, string.Join(", ", Outputs(Definitions.Network($"[Forward] private {type} Define([Shape(4)] Tensor x) => {value};"))));

    [Fact]
    public void Values_NamedTwice_AreNumberedInOrder()
    {
        var names = Definitions.ParseValid(Definitions.Body("var h = A(x); h = A(h); h = A(h); return h;")).Graph.Names;
        Assert.Equal(["x", "A", "h", "A_2", "h_2", "A_3", "h_3"], names.Select(n => n.Name));
    }

    [Fact]
    public void Parameters_OfFamilyAndStages_HaveIndexAndStage()
    {
        var spec = Definitions.ParseValid(Definitions.Body("return Head(Block(7, Block(2, x)));"));
        Assert.Equal(
            ["Block[2].kernel", "Block[2].bias", "Block[7].kernel", "Block[7].bias", "Head.0.kernel", "Head.0.bias", "Head.1.kernel", "Head.1.bias"],
            spec.Parameters.Select(p => p.Name));
        Assert.Equal([2, 7], spec.LayerMethods.Single(m => m.Name == "Block").IndexValues);
    }

    [Theory]
    [InlineData("Tensor sum", "the output, without case")]
    [InlineData("Tensor Sum", "the output")]
    [InlineData("Tensor output", "the only output")]
    public void LossParameter_NamesTheOutput_IsBound(string parameter, string what)
    {
        var name = parameter.Split(' ')[1];
        var graph = Graph($"var Sum = A(x) + 1f; return Sum;", $"[Loss] private Tensor Loss({parameter}) => Mean({name});");
        Assert.True(graph.Results.Single(r => r.Role == ResultRole.Output).Value == Source(graph), what);
    }

    [Fact]
    public void LossParameter_NamesALocalOrLayer_IsBoundToTheValue()
    {
        var graph = Graph("var hidden = A(x); return B(hidden);", "[Loss] private Tensor Loss(Tensor hidden, Tensor a) => Mean(hidden * a);");
        var product = Source(graph);
        Assert.Same(product.Inputs[0], product.Inputs[1]);
        Assert.Equal(graph.Names.Single(n => n.Name == "hidden").Value, product.Inputs[0]);
    }

    [Fact]
    public void LossParameter_NamesAnInput_IsThatInput()
    {
        var spec = Definitions.ParseValid(Source("return A(x);", "[Loss] private Tensor Loss(Tensor a, Tensor x) => Mse(a, x);"));
        Assert.Equal(["x"], spec.Inputs.Select(i => i.Name));
    }

    [Fact]
    public void Targets_OfOneNameInSeveralMethods_AreOneTensor()
    {
        var spec = Definitions.ParseValid(Source("return A(x);", """
            [Metric] private Tensor Mae(Tensor a, [Shape(4)] Tensor y, [Label] Tensor kind) => Abs(a - y);
            [Loss] private Tensor Loss(Tensor a, [Shape(4)] Tensor y) => Mse(a, y);
            """));
        Assert.Equal(["x f32[B, 4]", "y f32[B, 4]", "kind i32[B]"], spec.Inputs.Select(i => $"{i.Name} {i.Type}"));
    }

    [Fact]
    public void Metrics_Parsed_HaveKindAndColumns()
    {
        var spec = Definitions.ParseValid(Source("return A(x);", """
            [Metric] private Tensor Error(Tensor a, [Shape(4)] Tensor y) => Abs(a - y);
            [Metric] private Tensor R2Score(Tensor a, [Shape(4)] Tensor y) => R2(a, y);
            [Metric] private Tensor Positive(Tensor a) => Slice(a, 0, 1) > 0f;
            """));
        Assert.Equal(["Error Mean 4", "R2Score R2", "Positive Mean 1"], spec.Metrics.Select(m => m.Kind == "R2" ? $"{m.Name} {m.Kind}" : $"{m.Name} {m.Kind} {m.Columns}"));
    }

    private static IEnumerable<string> Outputs(string source) =>
        Definitions.ParseValid(source).Graph.Results.Where(r => r.Role == ResultRole.Output).Select(r => r.Name);

    private static string Source(string body, string members) =>
        Definitions.Network($"[Forward] private Tensor Define([Shape(4)] Tensor x) {{ {body} }}\n{members}");

    private static Graph Graph(string body, string members) => Definitions.ParseValid(Source(body, members)).Graph;

    // What the mean of the loss is taken of.
    private static Node Source(Graph graph)
    {
        var node = graph.Results.Single(r => r.Role == ResultRole.Loss).Value;
        while (node.Op.Mnemonic != "reduce_sum")
            node = node.Inputs[0];
        return node.Inputs[0];
    }
}
