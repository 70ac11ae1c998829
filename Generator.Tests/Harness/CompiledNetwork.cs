using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;
using NetGen.Generator.FrontEnd;

namespace NetGen.Tests.Harness;

/// <summary>A network from source text: generated, compiled in memory, loaded, and callable with arrays.</summary>
internal sealed class CompiledNetwork
{
    private readonly INetworkDriver _driver;

    private CompiledNetwork(NetworkSpec spec, INetworkDriver driver)
    {
        Spec = spec;
        _driver = driver;
    }

    /// <summary>What the front end understood.</summary>
    public NetworkSpec Spec { get; }

    public INetwork Network => _driver.Network;

    public ParameterSet Parameters => Network.Parameters;

    /// <summary>Compiles the one network of <paramref name="source"/>, with kernel counters on.</summary>
    public static CompiledNetwork Compile(string source, int seed = 7) => CompileAll([source], seed)[0];

    /// <summary>Compiles several networks into one assembly: much faster than one by one.</summary>
    public static IReadOnlyList<CompiledNetwork> CompileAll(IEnumerable<string> sources, int seed = 7)
    {
        var files = sources.Select((source, i) => ($"/0/Network{i}.cs", source));
        var run = GeneratorRun.Start(new NetworkGenerator(), ProjectSetup.CreateCompilation(files, ["NETGEN_COUNTERS"]));
        var specs = run.Step(TrackedSteps.Parse).Select(step => (NetworkSpec)step.Value).ToArray();
        Assert.NotEmpty(specs);
        if (!specs.All(spec => spec.IsValid))
            Assert.Fail(string.Join("\n", AnalyzerRunner.DiagnoseAsync(run.Output, AnalyzerRunner.All).GetAwaiter().GetResult()));
        var output = run.Output.AddSyntaxTrees(specs.Select((spec, i) => CSharpSyntaxTree.ParseText(
            NetworkDriverSource.Write(spec, i), (CSharpParseOptions)run.Output.SyntaxTrees.First().Options, $"/0/Driver{i}.cs")));
        var assembly = LoadedAssembly.Load(output);
        return [.. specs.Select((spec, i) => new CompiledNetwork(spec, (INetworkDriver)Activator.CreateInstance(assembly.GetType($"NetGenTest.Driver{i}")!, seed)!))];
    }

    /// <summary>The outputs for these inputs (float[] or int[] each, row-major), in the order of the definition.</summary>
    public float[][] Predict(int rows, params Array[] inputs)
    {
        var outputs = OutputsFor(rows);
        _driver.Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>As <see cref="Predict"/>, into the caller's arrays: allocates nothing itself.</summary>
    public void PredictInto(Array[] inputs, float[][] outputs) => _driver.Predict(inputs, outputs);

    /// <summary>The gradients that <paramref name="wanted"/> names, of inputs and targets in the order of <see cref="INetwork.Inputs"/>.</summary>
    public GradientSet Gradients(Array[] data, params string[] wanted) => _driver.Gradients(data, wanted);

    /// <summary>As <see cref="Gradients"/>, with the outputs of training in <paramref name="outputs"/>; an empty array leaves its output out.</summary>
    public GradientSet GradientsAndOutputs(Array[] data, float[][] outputs, params string[] wanted) => _driver.GradientsAndOutputs(data, outputs, wanted);

    /// <summary>A step that gives the outputs too.</summary>
    public float StepAndOutputs(Trainer trainer, Array[] data, float[][] outputs) => _driver.StepAndOutputs(trainer, data, outputs);

    /// <summary>Arrays for the outputs of a batch.</summary>
    public float[][] OutputsFor(int rows) => [.. Network.Outputs.Select(output => new float[rows * output.Width])];

    /// <summary>The gradients from gradients of the outputs: inputs, then a gradient for each output.</summary>
    public GradientSet Backward(Array[] data, params string[] wanted) => _driver.Backward(data, wanted);

    /// <summary>A trainer and its step on arrays.</summary>
    public (Trainer Trainer, Func<Array[], float> Step) CreateTrainer(Optimizer optimizer, int batchSize, TrainerOptions? options = null) =>
        _driver.CreateTrainer(optimizer, batchSize, options);

    public EvaluationResult Evaluate(Array[] data) => _driver.Evaluate(data);
}
