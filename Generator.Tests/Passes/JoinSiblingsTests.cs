using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.Ops;

namespace NetGen.Tests.Passes;

/// <summary>Products of one value with several weights, at each step of a recurrence.</summary>
public sealed class JoinSiblingsTests
{
    private const int Batch = 2, Features = 3, Units = 2;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 150)];

    [Fact]
    public void GatesWithBiases_AreOneProductOfTheStateAndOneOfTheInput()
    {
        var body = BodyOf(Joined(Recurrence(5, (b, x, h) =>
        {
            var gates = Enumerable.Range(0, 3).Select(i => b.Plus(b.Plus(Product(b, x, $"v{i}"), Bias(b, $"b{i}")), Product(b, h, $"w{i}"))).ToArray();
            return b.Times(b.Call("Sigmoid", gates[0]), b.Plus(b.Call("Tanh", gates[1]), gates[2]));
        })));
        Assert.Equal([3 * Units, 3 * Units], Widths(body));
        // The biases of all, and both products.
        Assert.Equal(2, body.Count(n => n.Op is Add && n.Shape.Last == 3 * Units));
    }

    [Fact]
    public void AGateOfAnotherValue_StaysApart()
    {
        var body = BodyOf(Joined(Recurrence(4, (b, x, h) =>
        {
            Node Sum(int i, Node state) => b.Plus(Product(b, x, $"v{i}"), Product(b, state, $"w{i}"));
            var (reset, update) = (b.Call("Sigmoid", Sum(0, h)), b.Call("Sigmoid", Sum(1, h)));
            return b.Plus(b.Times(update, h), b.Call("Tanh", Sum(2, b.Times(reset, h))));
        })));
        Assert.Equal([Units, 2 * Units, 3 * Units], Widths(body).Order());
        Assert.Single(body, n => n.Op is Add && n.Shape.Last == 2 * Units);
    }

    [Fact]
    public void GatesOfDifferentWidths_LieOneBehindTheOther()
    {
        var body = BodyOf(Joined(Recurrence(4, (b, _, h) => b.Call("Tanh", b.Plus(Product(b, h, "w"), b.Call("Sum", Product(b, h, "v", 5)))))));
        Assert.Equal([Units + 5], Widths(body));
        Assert.Equal([(0, 5), (5, Units)], body.Select(n => n.Op).OfType<Slice>().Select(s => (s.Start, s.Length)).Order());
    }

    [Theory]
    [InlineData(3, Units, false, "few steps")]
    [InlineData(5, 32, false, "no lanes to fill")]
    [InlineData(5, Units, true, "one has a gradient and the other has not")]
    public void ProductsThatGainNothing_StayAsTheyAre(int steps, int units, bool isFrozen, string why)
    {
        var graph = Recurrence(steps, (b, _, h) =>
        {
            var frozen = b.Add(new Parameter(TensorType.Single(Shape.Of(Units, units)), "f", isFrozen ? ParameterTraining.Frozen : ParameterTraining.Trained));
            return b.Plus(h, b.Plus(b.Call("Sum", b.Add(new MatMul(false), h, frozen)), b.Call("Sum", Product(b, h, "w", units))));
        });
        Assert.True(ReferenceEquals(graph, JoinSiblings.Run(graph)), why);
    }

    [Fact]
    public void ProductsOutsideOfRecurrences_StayAsTheyAre()
    {
        var graph = GraphFixture.Build(b => b.Output("y", b.Plus(Product(b, b.Input("x", Units), "v"), Product(b, b.Input("x", Units), "w"))));
        Assert.Same(graph, JoinSiblings.Run(graph));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ValuesAndGradients_OfARandomRecurrence_AreTheSame(int seed)
    {
        var random = new Random(seed);
        var graph = Recurrence(4, (b, x, h) => Grow(b, random, x, h));
        var joined = Simplify.Run(Joined(graph));
        var parameters = graph.Nodes.Select(n => n.Op).OfType<Parameter>().ToDictionary(p => p.Name, p => p.Type.Shape.ElementCount);
        var values = parameters.Append(new("x", Batch * 4 * Features)).Append(new("first", Batch * Units))
            .ToDictionary(p => p.Key, p => Enumerable.Range(0, p.Value).Select(_ => random.NextDouble() - 0.5).ToArray());
        string[] wanted = [.. joined.Nodes.Select(GradientFlow.SourceName).OfType<string>()];
        var expected = Interpreter.Run(Autodiff.Run(graph, wanted, keepOutputs: true), values, Batch);
        var actual = Interpreter.Run(GraphVerifier.Verify(Simplify.Run(Autodiff.Run(joined, wanted, keepOutputs: true)), "the gradient"), values, Batch);
        Near.AssertAll(expected[ResultRole.Output, "y"], actual[ResultRole.Output, "y"], 1e-10);
        foreach (var name in wanted)
            Near.AssertAll(expected[ResultRole.Gradient, name], actual[ResultRole.Gradient, name], 1e-10);
    }

    [Fact]
    public void RandomRecurrences_OftenHaveSiblings() => Assert.InRange(
        Enumerable.Range(0, 150).Count(seed => JoinSiblings.Run(Recurrence(4, (b, x, h) => Grow(b, new Random(seed), x, h))) is { } graph && BodyOf(graph).Any(n => n.Op is Slice)), 75, 150);

    /// <summary>A step of products, sums, and other operations, each on earlier values.</summary>
    private static Node Grow(GraphBuilder b, Random random, Node x, Node h)
    {
        List<Node> pool = [x, h];
        for (var i = 0; i < 16; i++)
        {
            Node a = pool[random.Next(pool.Count)], c = pool[random.Next(pool.Count)];
            var (from, other) = (a.Shape.Last == Features ? "x" : "h", random.Next(3));
            Node[] grown = random.Next(7) switch
            {
                0 or 1 => [Product(b, a, $"{from}{i}"), Product(b, a, $"{from}{other}")],
                2 when a.Shape == c.Shape => [b.Plus(a, c)],
                3 when a.Shape.Last == Units && c.Shape == a.Shape => [b.Plus(a, Bias(b, $"b{other}")), b.Plus(Bias(b, $"b{other}"), c)],
                4 => [b.Call("Tanh", a)],
                5 when a.Shape == c.Shape => [b.Times(b.Call("Sigmoid", a), c)],
                _ => [],
            };
            pool.AddRange(grown.Where(g => g.Shape.Last is Units or Features));
        }

        return b.Call("Tanh", pool.Where(n => n.Shape.Last == Units).Aggregate((sum, n) => b.Plus(sum, n)));
    }

    private static Graph Joined(Graph graph)
    {
        var joined = JoinSiblings.Run(graph);
        Assert.Empty(GraphVerifier.Problems(joined));
        return joined;
    }

    private static IReadOnlyList<Node> BodyOf(Graph graph) => ((Scan)graph.Nodes.Single(n => n.Op is Scan).Op).Body.Nodes;

    private static IEnumerable<int> Widths(IEnumerable<Node> body) => body.Where(n => n.Op is MatMul).Select(n => n.Shape.Last);

    private static Node Product(GraphBuilder b, Node value, string weights, int units = Units) => b.Add(new MatMul(false), value, b.Parameter(weights, value.Shape.Last, units));

    private static Node Bias(GraphBuilder b, string name) => b.Parameter(name, Units);

    private static Graph Recurrence(int steps, Func<GraphBuilder, Node, Node, Node> step) => GraphFixture.Build(b =>
    {
        var result = b.Scan(new ScanForm(steps), [b.Input("x", steps, Features)], [b.Input("first", Units)], (slices, states) =>
        {
            var next = step(b, slices[0], states[0]);
            return new ScanStepResult([next], [next]);
        })!;
        b.Output("y", result.Final[0]);
        b.Loss(b.Call("Mean", b.Call("Square", b.Call("Flatten", result.Outputs[0]))));
    });
}
