using NetGen.Generator.Emit;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Tests.FrontEnd;

namespace NetGen.Tests.Lowering;

/// <summary>What a step of a cell with a layer for each gate comes to.</summary>
public sealed class SiblingGateTests
{
    [Fact]
    public void Step_OfNarrowGates_IsOneProductForwardAndOneBackward()
    {
        var programs = Programs(8);
        Assert.Equal(["matmul"], Products(Assert.Single(Scans(programs.Predict))));
        Assert.Equal(["matmul", "matmul"], Scans(programs.Train!).SelectMany(Products));
        // All steps at once: the inputs of the gates, and the head.
        Assert.Equal(2, programs.Predict.Steps.Count(s => s.Kernel is ProductKernel));
    }

    [Fact]
    public void Weights_OfNarrowGates_ArePutSideBySideOnceForAllPredictions()
    {
        var programs = Programs(8);
        Assert.Equal(3, programs.Derived!.Steps.Count(s => s.Kernel is MovementKernel { Node.Op: Concat }));
        Assert.DoesNotContain(programs.Predict.Steps, s => s.Kernel is MovementKernel);
    }

    [Fact]
    public void Step_OfWideGates_HasTheCellBehindItsProducts()
    {
        var step = Assert.Single(Scans(Programs(32).Predict));
        Assert.Equal(4, Products(step).Count());
        Assert.All(step.Body.Steps, s => Assert.IsType<ProductKernel>(s.Kernel));
    }

    private static NetworkPrograms Programs(int units) => new(Definitions.Parse(Definitions.Usings + $$"""
        [Network]
        public partial class ByGate
        {
            {{string.Concat("ifgo".Select(gate => $"[Dense({units})] private partial Tensor X{gate}(Tensor x);\n    [Dense({units}, UseBias = false)] private partial Tensor H{gate}(Tensor h);\n    "))}}
            [Dense(3)] private partial Tensor Head(Tensor h);

            [Forward]
            private Tensor Define([Shape(6, 4)] Tensor x)
            {
                var zero = BroadcastTo(0f, {{units}});
                return Head(Scan(x, (h: zero, c: zero), Step).State.h);
            }

            private (Tensor, (Tensor, Tensor)) Step(Tensor x, (Tensor h, Tensor c) s)
            {
                var c = Sigmoid(Xf(x) + Hf(s.h)) * s.c + Sigmoid(Xi(x) + Hi(s.h)) * Tanh(Xg(x) + Hg(s.h));
                var h = Sigmoid(Xo(x) + Ho(s.h)) * Tanh(c);
                return (h, (h, c));
            }

            [Loss] private Tensor Loss(Tensor head, [Shape(3)] Tensor y) => Mse(head, y);
        }
        """).Spec, CancellationToken.None);

    private static IEnumerable<ScanKernel> Scans(KernelProgram program) => program.Steps.Select(s => s.Kernel).OfType<ScanKernel>();

    private static IEnumerable<string> Products(ScanKernel scan) => scan.Body.Steps.Select(s => s.Kernel).OfType<ProductKernel>().Select(k => k.Product.Op.Mnemonic);
}
