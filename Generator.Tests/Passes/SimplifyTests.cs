using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Tests.Passes;

using static GraphFixture;

public sealed class SimplifyTests
{
    // A 3-vector a row named x, transformed: what is left when it is simplified.
    private static readonly Dictionary<string, (Func<GraphBuilder, Node, Node> Build, string Expected)> Cases = new()
    {
        ["x + 0"] = ((b, x) => b.Plus(x, 0), "y = x"),
        ["0 + x"] = ((b, x) => b.Plus(b.Constant(0), x), "y = x"),
        ["x - 0"] = ((b, x) => b.Minus(x, b.Constant(0)), "y = x"),
        ["x * 1"] = ((b, x) => b.Times(x, 1), "y = x"),
        ["x / 1"] = ((b, x) => b.Over(x, b.Constant(1)), "y = x"),
        ["-(-x)"] = ((b, x) => b.Negate(b.Negate(x)), "y = x"),
        ["x * -1"] = ((b, x) => b.Times(x, -1), "%0: f32[B, 3] = negate(x)\ny = %0"),
        ["0 - x"] = ((b, x) => b.Minus(b.Constant(0), x), "%0: f32[B, 3] = negate(x)\ny = %0"),
        ["x - (-x²)"] = ((b, x) => b.Minus(x, b.Negate(b.Times(x, x))),
            "%0: f32[B, 3] = multiply(x, x)\n%1: f32[B, 3] = add(x, %0)\ny = %1"),
        ["-x + x²"] = ((b, x) => b.Plus(b.Negate(x), b.Times(x, x)),
            "%0: f32[B, 3] = multiply(x, x)\n%1: f32[B, 3] = subtract(%0, x)\ny = %1"),
        ["-(x - x²)"] = ((b, x) => b.Negate(b.Minus(x, b.Times(x, x))),
            "%0: f32[B, 3] = multiply(x, x)\n%1: f32[B, 3] = subtract(%0, x)\ny = %1"),
        ["(2 * x) * 3"] = ((b, x) => b.Times(b.Times(b.Constant(2), x), 3), "%0: f32[B, 3] = multiply(x, 6)\ny = %0"),
        ["-(2 * x)"] = ((b, x) => b.Negate(b.Times(x, 2)), "%0: f32[B, 3] = multiply(x, -2)\ny = %0"),
        ["u * (x * 2)"] = ((b, x) => b.Times(b.Parameter("u"), b.Times(x, 2)),
            "u: f32[] = parameter\n%0: f32[] = multiply(u, 2)\n%1: f32[B, 3] = multiply(%0, x)\ny = %1"),
        ["u * (v * x)"] = ((b, x) => b.Times(b.Parameter("u"), b.Times(b.Parameter("v"), x)),
            "u: f32[] = parameter\nv: f32[] = parameter\n%0: f32[] = multiply(v, u)\n%1: f32[B, 3] = multiply(%0, x)\ny = %1"),
        ["(u * x) * 2"] = ((b, x) => b.Times(b.Times(b.Parameter("u"), x), 2),
            "u: f32[] = parameter\n%0: f32[] = multiply(u, 2)\n%1: f32[B, 3] = multiply(%0, x)\ny = %1"),
        ["p * (x * 2) * 3"] = ((b, x) => b.Times(b.Times(b.Parameter("p", 3), b.Times(x, 2)), 3),
            "p: f32[3] = parameter\n%0: f32[B, 3] = multiply(x, p)\n%1: f32[B, 3] = multiply(%0, 6)\ny = %1"),
        ["log exp x"] = ((b, x) => b.Add(new Log(), b.Add(new Exp(), x)), "y = x"),
        ["log (exp x / p)"] = ((b, x) => b.Add(new Log(), b.Over(b.Add(new Exp(), x), b.Parameter("p"))),
            "p: f32[] = parameter\n%0: f32[] = log(p)\n%1: f32[B, 3] = subtract(x, %0)\ny = %1"),
        ["view of a repeated number"] = ((b, x) => b.Times(Column(b, x), Column(b, b.Broadcast(b.Parameter("p"), x.Type))),
            "%0: f32[B, 3, 1] = reshape(x)\np: f32[] = parameter\n%1: f32[B, 3, 1] = multiply(%0, p)\ny = %1"),
        ["sum of negated"] = ((b, x) => b.Sum(b.Negate(x), 1), "%0: f32[B] = reduce_sum<1>(x)\n%1: f32[B] = negate(%0)\ny = %1"),
        ["-where(x, u, 0)"] = ((b, x) => b.Negate(b.WhereOrZero(b.Add(new Greater(), x, b.Constant(0)), b.Parameter("u"))),
            "%0: bool[B, 3] = greater(x, 0)\nu: f32[] = parameter\n%1: f32[] = negate(u)\n%2: f32[B, 3] = where(%0, %1, 0)\ny = %2"),
        ["constants"] = ((b, x) => b.Plus(x, b.Times(b.Constant(2), b.Add(new Sqrt(), b.Constant(9)))),
            "%0: f32[B, 3] = add(x, 6)\ny = %0"),
        ["where same"] = ((b, x) => b.Where(b.Add(new Greater(), x, b.Constant(0)), x, x), "y = x"),
        ["where not"] = ((b, x) => b.Where(b.Add(new Not(), b.Add(new Greater(), x, b.Constant(0))), x, b.Constant(2)),
            "%0: bool[B, 3] = greater(x, 0)\n%1: f32[B, 3] = where(%0, 2, x)\ny = %1"),
        ["where 1 else 0"] = ((b, x) => b.Where(b.Add(new Greater(), x, b.Constant(0)), b.Constant(1), b.Constant(0)),
            "%0: bool[B, 3] = greater(x, 0)\n%1: f32[B, 3] = to_float(%0)\ny = %1"),
        ["sum of one"] = ((b, x) => b.Sum(b.Reshape(x, Shape.Of(3, 1)), 1), "y = x"),
        ["sum of sums"] = ((b, x) => b.Sum(b.Sum(b.Reshape(b.Add(new Exp(), x), Shape.Of(3, 1)), 1), 1),
            "%0: f32[B, 3] = exp(x)\n%1: f32[B] = reduce_sum<1>(%0)\ny = %1"),
        ["sum of repeated"] = ((b, x) => b.Sum(b.Broadcast(b.Reshape(x, Shape.Of(3, 1)), TensorType.Sample(Shape.Of(3, 5))), 1),
            "%0: f32[B, 3] = multiply(x, 5)\ny = %0"),
        ["repeated operand"] = ((b, x) => b.Times(b.Broadcast(b.Parameter("p"), x.Type), x),
            "p: f32[] = parameter\n%0: f32[B, 3] = multiply(p, x)\ny = %0"),
        ["reshape back"] = ((b, x) => b.Reshape(b.Reshape(x, Shape.Of(3, 1)), Shape.Of(3)), "y = x"),
        ["transpose twice"] = ((b, x) => Transpose(b, Transpose(b, b.Times(b.Reshape(x, Shape.Of(3, 1)), b.Parameter("p", 2)))),
            "%0: f32[B, 3, 1] = reshape(x)\np: f32[2] = parameter\n%1: f32[B, 3, 2] = multiply(%0, p)\ny = %1"),
        ["transpose of a column"] = ((b, x) => Transpose(b, b.Reshape(x, Shape.Of(3, 1))), "%0: f32[B, 1, 3] = reshape(x)\ny = %0"),
        ["whole slice"] = ((b, x) => b.Add(new Slice(0, 0, 3), x), "y = x"),
        ["slice of slice"] = ((b, x) => b.Add(new Slice(0, 1, 1), b.Add(new Slice(0, 1, 2), x)),
            "%0: f32[B, 1] = slice<axis 0: 2..3>(x)\ny = %0"),
        ["slice of concat"] = ((b, x) => b.Add(new Slice(0, 3, 3), b.Add(new Concat(0), b.Times(x, 2), x)), "y = x"),
        ["pads out of order"] = ((b, x) => b.Plus(b.Plus(b.Add(new Pad(0, 0, 6), x), b.Add(new Pad(0, 6, 0), x)), b.Add(new Pad(0, 3, 3), x)),
            "%0: f32[B, 9] = concat<axis 0>(x, x, x)\ny = %0"),
        ["pads with a gap"] = ((b, x) => b.Plus(b.Add(new Pad(0, 0, 6), x), b.Add(new Pad(0, 6, 0), x)),
            "%0: f32[B, 9] = pad<axis 0: 0, 6>(x)\n%1: f32[B, 9] = pad<axis 0: 6, 0>(x)\n%2: f32[B, 9] = add(%0, %1)\ny = %2"),
        ["pads in order"] = ((b, x) => b.Plus(b.Plus(b.Add(new Pad(0, 0, 6), x), b.Add(new Pad(0, 3, 3), x)), b.Add(new Pad(0, 6, 0), x)),
            "%0: f32[B, 9] = concat<axis 0>(x, x, x)\ny = %0"),
        ["pads in reverse"] = ((b, x) => b.Plus(b.Add(new Pad(0, 3, 0), x), b.Add(new Pad(0, 0, 3), x)),
            "%0: f32[B, 6] = concat<axis 0>(x, x)\ny = %0"),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_OnExpression_LeavesTheSimplestForm(string name)
    {
        var (build, expected) = Cases[name];
        var graph = Build(b => b.Output("y", build(b, b.Input("x", 3))));
        AssertPrints($"x: f32[B, 3] = input\n{expected.Replace("y = ", "output y = ", StringComparison.Ordinal)}", Simplify.Run(graph));
    }

    [Fact]
    public void Run_OnGradientOfSplit_JoinsTheParts()
    {
        var forward = Build(b =>
        {
            var parts = OpRegistry.Call(b, "Split", b.Input("x", 6), 3);
            b.Output("y", b.Times(b.Times(parts[0], parts[1]), parts[2]));
        });
        var graph = Simplify.Run(Autodiff.RunFromOutputs(forward, ["x"]));
        Assert.DoesNotContain(graph.Nodes, n => n.Op is Pad);
        Assert.Single(graph.Nodes, n => n.Op is Concat);
    }

    [Fact]
    public void Run_OnSoftmaxGradient_BroadcastsWithoutMemory()
    {
        var forward = Build(b => b.Output("y", b.Call("Softmax", b.Input("x", 5))));
        Assert.DoesNotContain(Simplify.Run(Autodiff.RunFromOutputs(forward, ["x"])).Nodes, n => n.Op is Broadcast);
    }

    [Fact]
    public void Run_Twice_ChangesNothingMore()
    {
        foreach (var @case in Tests.Ops.OpCases.All)
        {
            var once = Simplify.Run(Autodiff.RunFromOutputs(@case.Build(), @case.FloatNames, UnreachedPolicy.Zero));
            Assert.Equal(GraphPrinter.Print(once), GraphPrinter.Print(Simplify.Run(once)));
        }
    }

    private static Node Column(GraphBuilder builder, Node x) => builder.Reshape(x, Shape.Of(3, 1));

    private static Node Transpose(GraphBuilder builder, Node x) => builder.Add(new Transpose(EquatableArray.Of(1, 0)), x);
}
