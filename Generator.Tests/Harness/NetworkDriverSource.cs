using NetGen.Generator.Emit;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;

namespace NetGen.Tests.Harness;

/// <summary>Writes the class that calls one generated network with arrays.</summary>
internal static class NetworkDriverSource
{
    public static string Write(NetworkSpec spec, int number)
    {
        var type = "global::" + string.Join(".", Containers(spec.Class).Append(spec.Class.Name).Where(part => part.Length > 0));
        var inputs = Arguments(spec.Inputs.Where(input => !input.IsTarget));
        var data = Arguments(spec.Inputs);
        var outputs = spec.Graph.Results.Where(r => r.Role == ResultRole.Output).Select((_, i) => $"outputs[{i}]");
        var outputGradients = spec.Graph.Results.Where(r => r.Role == ResultRole.Output).Select((_, i) => $"(float[])data[{inputs.Count() + i}]");
        var hasBackward = new NetworkPrograms(spec, CancellationToken.None).Backward is not null;
        var hasLoss = spec.Graph.Results.Any(r => r.Role == ResultRole.Loss);
        return $$"""
            namespace NetGenTest;

            public sealed class Driver{{number}}(int seed) : global::NetGen.Tests.Harness.INetworkDriver
            {
                private readonly {{type}} _network = new {{type}}({{string.Concat(spec.Sources.Select(source => $"new {source.Type}(seed + 1), "))}}seed);

                public global::NetGen.INetwork Network => _network;

                public void Predict(global::System.Array[] data, float[][] outputs) => _network.Predict({{string.Join(", ", inputs.Concat(outputs))}});

                public global::NetGen.GradientSet Gradients(global::System.Array[] data, string[] wanted) => {{(hasLoss ? $"_network.Gradients({string.Join(", ", data)}, wanted)" : Missing)}};

                public global::NetGen.GradientSet GradientsAndOutputs(global::System.Array[] data, float[][] outputs, string[] wanted) => {{(hasLoss ? $"_network.Gradients({string.Join(", ", data.Concat(outputs))}, wanted)" : Missing)}};

                public float StepAndOutputs(global::NetGen.Trainer trainer, global::System.Array[] data, float[][] outputs) => {{(hasLoss ? $"(({type}.Trainer)trainer).Step({string.Join(", ", data.Concat(outputs))})" : Missing)}};

                public global::NetGen.GradientSet Backward(global::System.Array[] data, string[] wanted) => {{(hasBackward ? $"_network.Backward({string.Join(", ", inputs.Concat(outputGradients))}, wanted)" : Missing)}};

                public global::NetGen.EvaluationResult Evaluate(global::System.Array[] data) => {{(hasLoss || spec.Metrics.Count > 0 ? $"_network.Evaluate({string.Join(", ", data)})" : Missing)}};

                public (global::NetGen.Trainer Trainer, global::System.Func<global::System.Array[], float> Step) CreateTrainer(
                    global::NetGen.Optimizer optimizer, int batchSize, global::NetGen.TrainerOptions? options)
                {
                    {{(hasLoss ? $"var trainer = _network.CreateTrainer(optimizer, batchSize, options); return (trainer, data => trainer.Step({string.Join(", ", data)}));" : $"{Missing};")}}
                }
            }
            """;
    }

    private const string Missing = "throw new global::System.InvalidOperationException(\"The network has no such method.\")";

    private static IEnumerable<string> Containers(ClassSpec type) => type.ContainingTypes.Select(declaration => declaration.Split(' ')[^1]).Prepend(type.Namespace);

    private static IEnumerable<string> Arguments(IEnumerable<InputSpec> inputs) =>
        inputs.Select((input, i) => $"({(input.Type.Element == Generator.Graphs.ElementType.Integer ? "int" : "float")}[])data[{i}]");
}
