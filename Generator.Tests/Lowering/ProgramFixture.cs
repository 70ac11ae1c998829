using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Tests.Passes;

namespace NetGen.Tests.Lowering;

/// <summary>Programs compiled from graphs, without the rest of a network.</summary>
internal static class ProgramFixture
{
    /// <summary>Parameters one after the other, a slot for each input, output and input gradient.</summary>
    /// <param name="graph">What to compute.</param>
    /// <param name="smallestUpdate">The floats from which on a parameter is updated by the kernel of its gradient.</param>
    public static KernelProgram Compile(Graph graph, int smallestUpdate = int.MaxValue)
    {
        var parameters = new Dictionary<string, int>();
        var slots = new Dictionary<string, int>();
        var offset = 0;
        foreach (var node in graph.Nodes)
        {
            if (node.Op is Parameter parameter)
            {
                parameters.Add(parameter.Name, offset);
                offset += (node.Shape.ElementCount + 15) / 16 * 16;
            }
            else if (node.Op is Input input)
            {
                slots.Add(input.Name, slots.Count);
            }
        }

        foreach (var result in graph.Results.Where(r => r.Role == ResultRole.Output || (r.Role == ResultRole.Gradient && !parameters.ContainsKey(r.Name))))
            slots.Add(Placement.ResultSlot(result.Role, result.Name), slots.Count);
        string[] gradients = [.. graph.Results.Where(r => r.Role == ResultRole.Gradient).Select(r => r.Name)];
        return ProgramCompiler.Run("Program", graph, new Placement(parameters, slots, gradients) { SmallestUpdate = smallestUpdate });
    }

    /// <summary>The program of a prediction.</summary>
    /// <param name="output">Builds the output.</param>
    public static KernelProgram Predict(Func<GraphBuilder, Node> output) =>
        Compile(Simplify.Run(Inference.Run(GraphFixture.Build(b => b.Output("y", output(b))))));

    /// <summary>A dense layer without a bias, tanh.</summary>
    public static Node Layer(GraphBuilder b, Node x, int inputs, int outputs) =>
        b.Call("Tanh", b.Add(new MatMul(false), x, b.Parameter($"w{outputs}", inputs, outputs)));
}
