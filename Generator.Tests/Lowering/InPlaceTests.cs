using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.Passes;

namespace NetGen.Tests.Lowering;

/// <summary>Parts of values that are read, and values side by side that are stored, without copies.</summary>
public sealed class InPlaceTests
{
    [Fact]
    public void Slices_OfElementwiseOperations_AreReadInPlace() => AssertKernels(
        ["exp: x → exp", "sigmoid, multiply: exp → y"],
        b =>
        {
            var x = b.Call("Exp", b.Input("x", 80));
            b.Output("y", b.Times(b.Call("Sigmoid", Part(b, x, 0, 40)), Part(b, x, 40, 40)));
        });

    [Fact]
    public void Slices_OfAProduct_AreCopied() => AssertKernels(
        ["slice: x → slice", "matmul, tanh: slice, w → y"],
        b => b.Output("y", b.Call("Tanh", b.Add(new MatMul(false), Part(b, b.Input("x", 80), 3, 40), b.Parameter("w", 40, 5)))));

    [Fact]
    public void Slices_NarrowerThanTwoVectors_AreCopied() => AssertKernels(
        ["slice: x → slice", "exp: slice → y"],
        b => b.Output("y", b.Call("Exp", Part(b, b.Input("x", 80), 3, 31))));

    [Fact]
    public void Slices_OfALaterAxis_AreCopied() => AssertKernels(
        ["slice: x → slice", "exp: slice → y"],
        b => b.Output("y", b.Call("Exp", b.Add(new Slice(1, 0, 40), b.Input("x", 2, 80)))));

    [Fact]
    public void SlicesOfTheFirstAxis_OfAMatrix_AreReadInPlace() => AssertKernels(
        ["exp: x → y"],
        b => b.Output("y", b.Call("Exp", b.Add(new Slice(0, 1, 2), b.Input("x", 4, 80)))));

    [Fact]
    public void ValuesSideBySide_AreStoredThere() => AssertKernels(
        ["tanh, part_store: x → joined", "matmul, part_store: x, v → joined", "matmul: joined, joined, w → y"],
        b =>
        {
            var x = b.Input("x", 40);
            var both = b.Add(new Concat(0), b.Call("Tanh", x), b.Add(new MatMul(false), x, b.Parameter("v", 40, 32)));
            b.Output("y", b.Add(new MatMul(false), both, b.Parameter("w", 72, 5)));
        });

    [Fact]
    public void AnInputSideBySide_IsCopied() => AssertKernels(
        ["tanh: x → tanh", "concat: tanh, x → concat", "matmul: concat, w → y"],
        b =>
        {
            var x = b.Input("x", 40);
            b.Output("y", b.Add(new MatMul(false), b.Add(new Concat(0), b.Call("Tanh", x), x), b.Parameter("w", 80, 5)));
        });

    [Fact]
    public void ValuesSideBySide_LiveTogetherUntilTheLastIsRead()
    {
        var program = ProgramFixture.Compile(GraphFixture.Build(b =>
        {
            var x = b.Input("x", 40);
            var both = b.Add(new Concat(0), b.Call("Tanh", x), b.Call("Exp", x));
            b.Output("y", b.Add(new MatMul(false), both, b.Parameter("w", 80, 5)));
        }));
        var buffers = program.Steps.SelectMany(s => s.Kernel.Writes).Where(w => w.Op is PartStore).Select(program.BufferOf).Distinct();
        Assert.Equal((Storage.Arena, 80), (Assert.Single(buffers).Storage, program.ArenaFloatsPerRow));
    }

    [Fact]
    public void PartsAndJoins_EqualSlicesAndConcat()
    {
        var graph = GraphFixture.Build(b =>
        {
            var x = b.Input("x", 40);
            b.Output("y", b.Call("Square", Part(b, b.Add(new Concat(0), b.Call("Exp", Part(b, x, 4, 33)), b.Call("Tanh", x)), 5, 50)));
        });
        var inPlace = ProgramCompiler.InPlace(graph);
        Assert.Equal((2, 1), (inPlace.Nodes.Count(n => n.Op is PartOf), inPlace.Nodes.Count(n => n.Op is Joined)));
        var values = new Dictionary<string, double[]> { ["x"] = [.. Enumerable.Range(0, 80).Select(i => Math.Sin(i))] };
        Assert.Equal(Interpreter.Run(graph, values, 2)[ResultRole.Output, "y"], Interpreter.Run(inPlace, values, 2)[ResultRole.Output, "y"]);
    }

    private static Node Part(GraphBuilder builder, Node value, int start, int length) => builder.Add(new Slice(0, start, length), value);

    private static void AssertKernels(IReadOnlyList<string> expected, Action<GraphBuilder> build)
    {
        var program = ProgramFixture.Compile(Simplify.Run(Inference.Run(GraphFixture.Build(build))));
        Assert.Equal(expected, program.Steps.Select(s => Describe(program, s.Kernel)));
    }

    private static string Describe(KernelProgram program, Kernel kernel) =>
        $"{string.Join(", ", kernel.Nodes.Select(n => n.Op.Mnemonic))}: {string.Join(", ", kernel.Reads.Select(r => program.BufferOf(r).Name))} → {string.Join(", ", kernel.Writes.Select(w => program.BufferOf(w).Name).Distinct())}";
}
