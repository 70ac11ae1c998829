using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Generator.FrontEnd;

/// <summary>A network as others that reuse it see it: what it computes from its inputs.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="Graph">Its results have the role Output; its names are what users called values.</param>
/// <param name="Inputs">The names of its inputs, in order.</param>
/// <param name="Parameters">In the order of the layout.</param>
/// <param name="Sources">The networks that its constructor takes.</param>
/// <param name="Applications">The layers, for pictures and names.</param>
/// <param name="Functions">The functions, for pictures.</param>
internal sealed record SourceNetwork(
    string Name,
    Graph Graph,
    EquatableArray<string> Inputs,
    EquatableArray<ParameterSpec> Parameters,
    EquatableArray<SourceSpec> Sources,
    EquatableArray<LayerApplication> Applications,
    EquatableArray<FunctionApplication> Functions)
{
    public static SourceNetwork Of(NetworkSpec spec) => new(
        spec.Class.Name,
        new Graph(spec.Graph.Nodes, [.. spec.Graph.Results.Where(result => result.Role == ResultRole.Output)], spec.Graph.Names),
        spec.Inputs.Where(input => !input.IsTarget).Select(input => input.Name).ToEquatableArray(),
        spec.Parameters,
        spec.Sources,
        spec.Applications,
        spec.Functions);

    /// <summary>The network as it predicts, with the same names: no dropout and no noise, also in recurrences, and averages in the place of statistics of a batch.</summary>
    public SourceNetwork InPrediction()
    {
        var graph = GraphRewriter.Rewrite(Graph, Inference.WithoutDropout, out var map);
        return this with
        {
            Graph = graph,
            Applications = Applications.Select(layer => layer with { Input = map[layer.Input].Id, Output = map[layer.Output].Id }).ToEquatableArray(),
            Functions = Functions.Select(function => function with { Inputs = function.Inputs.Select(input => map[input].Id).ToEquatableArray(), Output = map[function.Output].Id }).ToEquatableArray(),
        };
    }

    public IEnumerable<string> Outputs => Graph.Results.Select(result => result.Name);

    /// <summary>All names that <see cref="Find"/> knows.</summary>
    public IEnumerable<string> Names =>
        Outputs.Concat(Graph.Names.Select(named => named.Name)).Concat(Parameters.Select(parameter => parameter.Name)).Distinct();

    /// <summary>What a name stands for: an output, a value that the definition names, a parameter; null if it is none of them.</summary>
    public Node? Find(string name) =>
        Graph.Results.FirstOrDefault(result => result.Name == name)?.Value
        ?? Graph.Names.FirstOrDefault(named => named.Name == name)?.Value
        ?? Graph.Nodes.FirstOrDefault(node => node.Op is Parameter parameter && parameter.Name == name);
}
