using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Tests.Passes;

namespace NetGen.Tests.Lowering;

/// <summary>Which kernels hand their gradient to the update, and when they run.</summary>
public sealed class GradientUpdateTests
{
    [Fact]
    public void TwoLayers_LargeOne_UpdatesBehindTheLossAndTheLastReader()
    {
        var program = Compile(smallestUpdate: 12, b =>
        {
            var hidden = b.Call("Tanh", Product(b, b.Input("x", 4), "v", 4, 3));
            return b.Call("Sum", b.Call("Tanh", Product(b, hidden, "w", 3, 2)));
        });
        Assert.Equal(["v"], program.Updates.Select(p => ((Parameter)p.Op).Name));
        var steps = program.Steps.ToList();
        int update = steps.FindIndex(s => s.Kernel.Updates is not null), loss = steps.FindIndex(s => s.Kernel.Writes.Any(IsLoss));
        Assert.True(loss < update && steps.Skip(loss + 1).Take(update - loss).Any(s => s.BarrierBefore), KernelPrinter.Print(program));
        Assert.Contains("updates v", KernelPrinter.Print(program), StringComparison.Ordinal);

        bool IsLoss(Node node) => program.Graph.Results.Any(r => r.Role == ResultRole.Loss && Access.Resolve(r.Value) == node);
    }

    [Fact]
    public void WeightsUsedTwice_SumOfBothProductsIsHandedOverOnce()
    {
        var program = Compile(smallestUpdate: 9, b =>
        {
            var hidden = b.Call("Tanh", Product(b, b.Input("x", 3), "w", 3, 3));
            return b.Call("Sum", b.Call("Tanh", Product(b, hidden, "w", 3, 3)));
        });
        var update = Assert.IsType<ProductKernel>(Assert.Single(program.Steps, s => s.Kernel.Updates is not null).Kernel);
        Assert.IsType<Add>(Assert.Single(update.Epilogue).Op);
    }

    [Fact]
    public void GradientOfInput_IsStored() =>
        Assert.Empty(Compile(smallestUpdate: 1, b => b.Call("Sum", b.Call("Square", Product(b, b.Input("x", 3), "w", 3, 3))), "x").Updates);

    [Fact]
    public void SmallParameters_AreStored() =>
        Assert.Empty(Compile(smallestUpdate: 10, b => b.Call("Sum", b.Call("Square", Product(b, b.Input("x", 3), "w", 3, 3)))).Updates);

    private static KernelProgram Compile(int smallestUpdate, Func<GraphBuilder, Node> loss, params string[] wanted)
    {
        var graph = Simplify.Run(GraphFixture.Build(b => b.Loss(loss(b))));
        var parameters = graph.Nodes.Select(n => (n.Op as Parameter)?.Name).OfType<string>();
        return ProgramFixture.Compile(Simplify.Run(Autodiff.Run(graph, wanted.Length > 0 ? wanted : [.. parameters])), smallestUpdate);
    }

    private static Node Product(GraphBuilder b, Node x, string name, int inputs, int outputs) =>
        b.Add(new MatMul(false), x, b.Parameter(name, inputs, outputs));
}
