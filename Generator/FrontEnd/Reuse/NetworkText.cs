using System.Text;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>
/// A network as text that travels with its assembly: a line for each input, node, output, name, parameter, source, layer and function, each led by a letter.
/// What only loss and metrics need is left out.
/// </summary>
internal static class NetworkText
{
    /// <summary>The version that is written, and the latest that can be read. It grows with every change that an older reader would misunderstand.</summary>
    public const int Version = 1;

    /// <summary>The text, or null if the network has something that cannot be written.</summary>
    public static string? Write(SourceNetwork network)
    {
        var numbers = Number(network);
        var text = new StringBuilder();
        foreach (var input in network.Inputs)
            Line('i', input);
        foreach (var node in network.Graph.Nodes.Where(numbers.ContainsKey))
        {
            if (OperationText.Write(node.Op) is not { } op)
                return null;
            Line('n', OperationText.Sizes(node.Inputs.Select(input => numbers[input])), op);
        }

        foreach (var output in network.Graph.Results)
            Line('o', output.Name, Id(output.Value));
        foreach (var name in network.Graph.Names.Where(name => numbers.ContainsKey(name.Value)))
            Line('v', name.Name, Id(name.Value));
        foreach (var parameter in network.Parameters)
            Line('p', [.. Parameter(parameter)]);
        foreach (var source in network.Sources)
            Line('s', source.Argument, source.Type);
        foreach (var layer in network.Applications.Where(layer => IsKnown(layer.Input) && IsKnown(layer.Output)))
            Line('l', layer.Layer, layer.Description, IdOf(layer.Input), IdOf(layer.Output), Fields.Join(layer.Parameters));
        foreach (var function in network.Functions.Where(function => IsKnown(function.Output) && function.Inputs.All(IsKnown)))
            Line('f', function.Label, string.Join(",", function.Inputs.Select(IdOf)), IdOf(function.Output));
        return text.ToString();

        void Line(char kind, params string[] fields) => text.Append(kind).Append(Fields.Join(fields)).Append('\n');
        string Id(Node node) => OperationText.Number(numbers[node]);
        string IdOf(int node) => Id(network.Graph.Nodes[node]);
        bool IsKnown(int node) => numbers.ContainsKey(network.Graph.Nodes[node]);
    }

    /// <exception cref="FormatException">The text was written by another version, and has what this one does not know.</exception>
    public static SourceNetwork Read(string name, string text)
    {
        var lines = text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => (Kind: line[0], Fields: Fields.Split(line.Substring(1)))).ToLookup(line => line.Kind, line => line.Fields);
        var builder = new GraphBuilder();
        foreach (var node in lines['n'])
            builder.Add(OperationText.Read(node[1]), [.. OperationText.Sizes(node[0]).Select(input => builder.Nodes[input])]);
        foreach (var output in lines['o'])
            builder.AddResult(ResultRole.Output, output[0], builder.Nodes[OperationText.Number(output[1])]);
        foreach (var value in lines['v'])
            builder.AddName(value[0], builder.Nodes[OperationText.Number(value[1])]);
        return new SourceNetwork(
            name,
            builder.Build(),
            lines['i'].Select(input => input[0]).ToEquatableArray(),
            lines['p'].Select(Parameter).ToEquatableArray(),
            lines['s'].Select(source => new SourceSpec(source[0], source[1], false)).ToEquatableArray(),
            lines['l'].Select(layer => new LayerApplication(
                layer[0], layer[1], OperationText.Number(layer[2]), OperationText.Number(layer[3]), (layer[4].Length == 0 ? [] : Fields.Split(layer[4])).ToEquatableArray(), 1)).ToEquatableArray(),
            lines['f'].Select(function => new FunctionApplication(function[0], OperationText.Sizes(function[1]).ToEquatableArray(), OperationText.Number(function[2]))).ToEquatableArray());
    }

    /// <summary>New numbers for the nodes that outputs and named values are computed from.</summary>
    private static Dictionary<Node, int> Number(SourceNetwork network)
    {
        var live = new HashSet<Node>();
        var pending = new Stack<Node>(network.Graph.Results.Select(result => result.Value).Concat(network.Graph.Names.Select(name => name.Value)));
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!live.Add(node))
                continue;
            foreach (var input in node.Inputs)
                pending.Push(input);
        }

        return live.OrderBy(node => node.Id).Select((node, number) => (node, number)).ToDictionary(pair => pair.node, pair => pair.number);
    }

    private static IEnumerable<string> Parameter(ParameterSpec parameter)
    {
        yield return parameter.Name;
        yield return OperationText.Sizes(parameter.Shape.Sizes);
        yield return parameter.Initializer.Kind;
        yield return OperationText.Number(BitConverter.ToInt32(BitConverter.GetBytes(parameter.Initializer.Value), 0));
        yield return parameter.Kind.ToString();
        if (parameter.Origin is not { } origin)
            yield break;
        yield return origin.Mode.ToString();
        yield return origin.Source;
        yield return origin.Name;
        yield return OperationText.Number(origin.Memory);
        yield return OperationText.Number(origin.Offset);
    }

    private static ParameterSpec Parameter(string[] fields)
    {
        var initializer = new InitializerSpec(fields[2], BitConverter.ToSingle(BitConverter.GetBytes(OperationText.Number(fields[3])), 0));
        var origin = fields.Length == 5 ? null : new ParameterOrigin(
            (ParameterMode)Enum.Parse(typeof(ParameterMode), fields[5]), fields[6], fields[7], OperationText.Number(fields[8]), OperationText.Number(fields[9]));
        return new ParameterSpec(
            fields[0], Shape.Of(OperationText.Sizes(fields[1])), initializer, (ParameterTraining)Enum.Parse(typeof(ParameterTraining), fields[4]), origin);
    }
}
