using NetGen.Generator.Emit;
using NetGen.Generator.FrontEnd;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Reuse;

/// <summary>Networks as layers with parameters of their own.</summary>
public sealed class UseTests
{
    private const string Loss = "[Loss] private Tensor Loss(Tensor y, [Shape(2)] Tensor target) => Mse(y, target);";

    [Fact]
    public void Use_OfANetwork_ComputesWhatTheSameLayersWrittenInPlaceDo()
    {
        var networks = CompiledNetwork.CompileAll([ReuseSources.Encoder, Definitions.Usings + $$"""
            [Network]
            public partial class Reusing
            {
                [Use<Encoder>] private partial Tensor Encode(Tensor x);
                [Dense(2)] private partial Tensor Top(Tensor h);
                [Forward] private Tensor Define([Shape(4)] Tensor x) { var y = Top(Encode(x) * 2f); return y; }
                {{Loss}}
            }

            [Network]
            public partial class Written
            {
                [Dense(5, Tanh)] private partial Tensor Trunk(Tensor x);
                [Dense(3)] private partial Tensor Head(Tensor x);
                [Dense(2)] private partial Tensor Top(Tensor h);
                [Forward] private Tensor Define([Shape(4)] Tensor x) { var y = Top(Head(Sigmoid(Trunk(x))) * 2f); return y; }
                {{Loss}}
            }
            """]);
        var (reusing, written) = (networks[1], networks[2]);
        Assert.Equal(["Encode.Trunk.kernel", "Encode.Trunk.bias", "Encode.Head.kernel", "Encode.Head.bias", "Top.kernel", "Top.bias"], reusing.Parameters.Layout.Names);
        foreach (var name in written.Parameters.Layout.Names)
            reusing.Parameters[name.StartsWith("Top", StringComparison.Ordinal) ? name : $"Encode.{name}"].Clear();
        foreach (var name in written.Parameters.Layout.Names)
            written.Parameters[name].CopyTo(reusing.Parameters[name.StartsWith("Top", StringComparison.Ordinal) ? name : $"Encode.{name}"]);
        var x = ReuseSources.Values(20 * 4);
        Assert.Equal(written.Predict(20, x)[0], reusing.Predict(20, x)[0]);
        float[] target = ReuseSources.Values(20 * 2);
        var (expected, actual) = (written.Gradients([x, target]), reusing.Gradients([x, target]));
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.True(expected["Trunk.kernel"].SequenceEqual(actual["Encode.Trunk.kernel"]));
    }

    [Fact]
    public void Use_SeveralTimes_HasSetsOfParameters()
    {
        var spec = Parse("""
            [Use<Encoder>] private partial Tensor First(Tensor x);
            [Use<Encoder>] private partial Tensor Second(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => First(x) + Second(x) + First(x);
            """);
        Assert.Equal(8, spec.Parameters.Count);
        Assert.Equal(4, spec.Parameters.Count(parameter => parameter.Name.StartsWith("Second.", StringComparison.Ordinal)));
        Assert.Equal(4, spec.Graph.Nodes.Count(node => node.Op is Generator.Ops.MatMul));
    }

    [Fact]
    public void Use_WithAnIndex_IsAFamily()
    {
        var spec = Parse("""
            [Use<Encoder>] private partial Tensor Encode(int index, Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Encode(0, x) + Encode(3, x) + Encode(0, x);
            """);
        Assert.Equal(["Encode[0].Trunk.kernel", "Encode[3].Trunk.kernel"], spec.Parameters.Select(p => p.Name).Where(name => name.EndsWith("Trunk.kernel", StringComparison.Ordinal)));
        Assert.Equal([0, 3], spec.LayerMethods.Single().IndexValues);
    }

    [Fact]
    public void Use_OfANetworkThatUsesAnother_IsNested()
    {
        var spec = Definitions.ParseAll(ProjectSetup.CreateCompilation([("/0/A.cs", ReuseSources.Encoder), ("/0/B.cs", Definitions.Usings + """
            [Network] public partial class Middle
            {
                [Use<Encoder>] private partial Tensor Inner(Tensor x);
                [Forward] private Tensor Define([Shape(4)] Tensor x) => Relu(Inner(x));
            }

            [Network] public partial class Outer
            {
                [Use<Middle>] private partial Tensor Encode(Tensor x);
                [Forward] private Tensor Define([Shape(4)] Tensor x) => Encode(x);
            }
            """)])).Last().Spec;
        Assert.True(spec.IsValid);
        Assert.Equal("Encode.Inner.Trunk.kernel", spec.Parameters[0].Name);
        Assert.Contains(spec.Graph.Names, name => name.Name == "Encode.Inner.Trunk");
    }

    [Fact]
    public void Use_OfANetworkWithSeveralOutputs_ReturnsATuple()
    {
        var spec = Parse("""
            [Use<TwoHeads>] private partial (Tensor Mean, Tensor Sigma) Predict2(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) { var (mean, sigma) = Predict2(x); return mean / sigma; }
            """);
        Assert.Equal("Predict2.Mean", spec.Graph.Names.First(name => name.Name.StartsWith("Predict2.", StringComparison.Ordinal)).Name);
        Assert.Equal(6, spec.Parameters.Count);
    }

    [Fact]
    public void Use_OfAPart_HasTheParametersOfThePartOnly()
    {
        var spec = Parse("""
            [Use<Encoder>(Inputs = ["h"], Outputs = ["Head"])] private partial Tensor Top(Tensor h);
            [Forward] private Tensor Define([Shape(5)] Tensor x) => Top(x);
            """);
        Assert.Equal(["Top.Head.kernel", "Top.Head.bias"], spec.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Use_OverMoreLeadingAxes_ComputesEachPlaceWithOneProductForAll()
    {
        var networks = CompiledNetwork.CompileAll([ReuseSources.Encoder, Definitions.Usings + """
            [Network]
            public partial class Places
            {
                [Use<Encoder>] private partial Tensor Encode(Tensor x);
                [Forward] private (Tensor Y, Tensor Pairs) Define([Shape(5, 4)] Tensor x, [Shape(2, 3, 4)] Tensor more)
                {
                    var y = Encode(x);
                    var pairs = Encode(more);
                    return (y, pairs);
                }

                [Loss] private Tensor Loss(Tensor y, [Shape(5, 3)] Tensor target) => Mse(y, target);
            }
            """]);
        var (encoder, places) = (networks[0], networks[1]);
        foreach (var name in encoder.Parameters.Layout.Names)
            encoder.Parameters[name].CopyTo(places.Parameters[$"Encode.{name}"]);
        places.Parameters.MarkChanged();
        float[] x = ReuseSources.Values(3 * 20), more = ReuseSources.Values(3 * 24, seed: 2), target = ReuseSources.Values(3 * 15);
        var predicted = places.Predict(3, x, more);
        Assert.Equal(encoder.Predict(15, x)[0], predicted[0]);
        Assert.Equal(encoder.Predict(18, more)[0], predicted[1]);
        Assert.Contains(places.Spec.Graph.Names, name => name.Name == "Encode");
        // Each place is a row of one product, which has no loop around it.
        Assert.DoesNotContain(new NetworkPrograms(places.Spec, CancellationToken.None).Train!.Steps, step => step.Kernel is Generator.Kernels.ScanKernel);
    }

    [Fact]
    public void Use_OfADroppingNetworkOnTwoValues_DropsIndependently()
    {
        var spec = Parse("""
            [Use<Dropping>] private partial Tensor Drop(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Drop(x) + Drop(x) + Drop(x + 1f);
            """);
        Assert.Equal(2, spec.Graph.Nodes.Count(node => node.Op is Generator.Ops.DropoutMask));
    }

    private static NetworkSpec Parse(string members)
    {
        var compilation = ProjectSetup.CreateCompilation(
            [("/0/Sources.cs", ReuseSources.All), ("/0/Net.cs", Definitions.Usings + $"[Network] public partial class Net\n{{\n{members}\n}}")]);
        var result = Definitions.ParseAll(compilation).Last();
        Assert.True(result.Spec.IsValid, string.Join("\n", result.Issues.Select(issue => issue.ToDiagnostic())));
        return result.Spec;
    }
}
