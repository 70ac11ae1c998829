using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Tests.Passes;

namespace NetGen.Tests.Lowering;

/// <summary>What becomes one kernel, as printed programs.</summary>
public sealed class FusionTests
{
    [Fact]
    public void Activation_BehindProduct_IsItsEpilogue() => AssertPrints(
        """
        program Program: 0 floats a row, 0 fixed
          product matmul · add · relu: x, w, b → y
        memory
          slot 0: x f32[B, 4]
          slot 1: y f32[B, 3]
          parameter 0: w f32[4, 3]
          parameter 16: b f32[3]
        """,
        b => b.Output("y", b.Call("Relu", b.Plus(Product(b, b.Input("x", 4), 4, 3), b.Parameter("b", 3)))));

    [Fact]
    public void Softmax_OfInput_IsThreeLoopsOfOneKernel() => AssertPrints(
        """
        program Program: 5 floats a row, 0 fixed
          rows reduce_max<1> · subtract · exp · reduce_sum<1> · divide: x → exp, y
            over 5: reduce_max<1>
            over 5: subtract, exp, reduce_sum<1>
            over 5: divide
        memory
          slot 0: x f32[B, 5]
          slot 1: y f32[B, 5]
          arena 0: exp f32[B, 5]
        """,
        b => b.Output("y", b.Call("Softmax", b.Input("x", 5))));

    [Fact]
    public void TwoProducts_WhoseSumIsNeeded_AddInTheSecondsEpilogue() => AssertPrints(
        """
        program Program: 3 floats a row, 0 fixed
          product matmul: x, w → matmul
          product matmul · add · tanh: x, w2, matmul → y
        memory
          slot 0: x f32[B, 4]
          slot 1: y f32[B, 3]
          parameter 0: w f32[4, 3]
          parameter 16: w2 f32[4, 3]
          arena 0: matmul f32[B, 3]
        """,
        b =>
        {
            var x = b.Input("x", 4);
            b.Output("y", b.Call("Tanh", b.Plus(Product(b, x, 4, 3), Product(b, x, 4, 3, "w2"))));
        });

    [Fact]
    public void ElementsOfOneColumn_AreNotAnEpilogue() => AssertPrints(
        """
        program Program: 1 floats a row, 0 fixed
          product matmul: x, w → matmul
          elements exp: matmul → y
        memory
          slot 0: x f32[B, 4]
          slot 1: y f32[B, 1]
          parameter 0: w f32[4, 1]
          arena 0: matmul f32[B, 1]
        """,
        b => b.Output("y", b.Call("Exp", Product(b, b.Input("x", 4), 4, 1))));

    [Fact]
    public void OutputThatIsAnInput_IsCopied() => AssertPrints(
        """
        program Program: 0 floats a row, 0 fixed
          movement copy: x → y
        memory
          slot 0: x f32[B, 2]
          slot 1: y f32[B, 2]
        """,
        b => b.Output("y", b.Input("x", 2)));

    [Fact]
    public void Derivative_OfKeptOutput_IsComputedWhereItIsUsed()
    {
        var graph = GraphFixture.Build(b =>
        {
            var hidden = b.Call("Tanh", Product(b, b.Input("x", 4), 4, 3));
            b.Loss(b.Call("Sum", b.Call("Tanh", Product(b, hidden, 3, 2, "w2"))));
        });
        var program = ProgramFixture.Compile(Simplify.Run(Autodiff.Run(Simplify.Run(graph), ["w", "w2"])));
        var backward = program.Steps.Select(s => s.Kernel).OfType<ProductKernel>().Single(k => k.Product.Op is MatMul { TransposeRight: true });
        Assert.Contains(backward.Epilogue, n => n.Op is Square);
        var forward = program.Steps.Select(s => s.Kernel).OfType<ProductKernel>().First();
        Assert.Single(forward.Writes);
    }

    private static Node Product(GraphBuilder b, Node x, int inputs, int outputs, string name = "w") =>
        b.Add(new MatMul(false), x, b.Parameter(name, inputs, outputs));

    private static void AssertPrints(string expected, Action<GraphBuilder> build) => Assert.Equal(
        expected.ReplaceLineEndings("\n"), KernelPrinter.Print(ProgramFixture.Compile(Simplify.Run(Inference.Run(GraphFixture.Build(build))))).TrimEnd('\n'));
}
