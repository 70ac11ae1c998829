using NetGen.Generator;
using NetGen.Generator.Graphs;
using NetGen.Tests.Numerics.Networks;

namespace NetGen.Tests.Harness;

/// <summary>Executes code before and after a fix, and compares what it computes.</summary>
internal static class SameResults
{
    /// <summary>Compares two programs, each with a method <c>Script.Run</c> that returns what it has <see cref="Observed"/>, or an array of numbers.</summary>
    /// <param name="before">The program before the fix.</param>
    /// <param name="after">The program after it; it may compute more.</param>
    /// <param name="tolerance">The relative error that is allowed; 0 for the same bits.</param>
    public static void OfPrograms(string before, string after, float tolerance = 0) =>
        Run(before).AssertSameIn(Run(after), tolerance);

    /// <summary>What a program computes.</summary>
    private static Observed Run(string source)
    {
        var output = GeneratorRun.Start(new NetworkGenerator(), ProjectSetup.CreateCompilation([("/0/Script.cs", source)])).Output;
        var result = LoadedAssembly.Load(output).GetType("Script")!.GetMethod("Run")!.Invoke(null, null)!;
        if (result is Observed all)
            return all;
        var observed = new Observed();
        observed.Add("results", (float[])result);
        return observed;
    }

    /// <summary>Compares the outputs and gradients of two definitions with the same parameters, on few rows and on so many that they are computed in blocks.</summary>
    public static void OfNetworks(string before, string after, float tolerance = 0)
    {
        var (first, second) = (CompiledNetwork.Compile(before), CompiledNetwork.Compile(after));
        // A parameter's first values depend on its name, and without another layer beside it a layer has no number in its parameters' names.
        var hasSameNames = first.Parameters.Layout.Names.Order().SequenceEqual(second.Parameters.Layout.Names.Order());
        if (!hasSameNames)
        {
            first.Parameters.Buffer.Span.CopyTo(second.Parameters.Buffer.Span);
            second.Parameters.MarkChanged();
        }

        foreach (var rows in new[] { 3, 40 })
            Observe(first, rows, hasSameNames).AssertSameIn(Observe(second, rows, hasSameNames), tolerance);
    }

    private static Observed Observe(CompiledNetwork network, int rows, bool byName)
    {
        var data = NetworkData.Create(network, rows, classes: 2);
        var observed = new Observed();
        var outputs = network.Predict(rows, data.Inputs(network));
        for (var i = 0; i < outputs.Length; i++)
            observed.Add($"output {i}", outputs[i]);
        if (network.Parameters.Layout.TrainableLength > 0)
        {
            var gradients = Gradients(network, data);
            if (byName)
                observed.Add("gradients", gradients);
            else
                observed.Add("gradients", gradients.Buffer.Span);
        }

        return observed;
    }

    private static GradientSet Gradients(CompiledNetwork network, NetworkData data)
    {
        if (network.Spec.Graph.Results.Any(result => result.Role == ResultRole.Loss))
            return network.Gradients(data.Arrays);
        var outputGradients = network.OutputsFor(data.Rows);
        foreach (var gradient in outputGradients)
        {
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] = MathF.Sin(i + 1);
        }

        return network.Backward([.. data.Inputs(network), .. outputGradients]);
    }
}
