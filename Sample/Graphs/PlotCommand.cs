using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Graphs;

/// <summary>Draws a network as a graph.</summary>
internal sealed class PlotCommand : Command
{
    private static readonly (string Name, NetworkGraph[] Graphs)[] Networks =
    [
        ("dual", [RidershipModel.Graph, NaiveRidershipModel.Graph, DuplicatedRidershipModel.Graph]),
        ("digits", [DigitsModel.Graph]),
        ("temporal", [WeatherModel.Graph, WeatherTowersModel.Graph]),
        ("fashion", [FashionModel.Graph]),
        ("moe", [TopTwoMixture.Graph, TopOneMixture.Graph, DenseMixture.Graph]),
        ("classifier", [SmallClassifier.Graph, MediumClassifier.Graph, FullClassifier.Graph]),
    ];

    public override string Name => "plot";

    public override string Description =>
        "Draws a network as Mermaid and DOT files, and as SVG where Graphviz is installed. dual: the two outputs of ridership, also as written naively and with the trunk duplicated.";

    public override string Subject => string.Join('|', Networks.Select(network => network.Name));

    public override IReadOnlyList<Option> Options => [new("out", "FOLDER", "output", "where the files go")];

    public override void Run(Arguments arguments)
    {
        string subject = arguments.Subject ?? throw new UsageException($"Which network? There are {Subject}.");
        var network = Array.Find(Networks, each => each.Name == subject);
        if (network.Graphs is null)
            throw new UsageException($"There is no network '{subject}'; there are {Subject}.");
        string folder = arguments.Folder("out");
        string? missing = null;
        int files = 0;
        foreach (var graph in network.Graphs)
        {
            Console.WriteLine(graph.Summary());
            Console.WriteLine(Sharing(graph));
            Console.WriteLine();
            files += Write(graph, Path.Combine(folder, graph.Name), ref missing);
        }

        if (missing is not null)
            Console.WriteLine($"No SVG: {missing}");
        Output.Result(
            ("networks", $"{network.Graphs.Length}"),
            ("files", $"{files}"),
            ("parameters", $"{network.Graphs[0].ParameterCount}"),
            ("shared_values", $"{SharedValues(network.Graphs[0]).Length}"));
    }

    private static int Write(NetworkGraph graph, string path, ref string? missing)
    {
        File.WriteAllText(path + ".mmd", graph.ToMermaid());
        File.WriteAllText(path + ".dot", graph.ToDot());
        missing ??= Graphviz.Draw(path + ".dot", path + ".svg");
        Console.WriteLine($"wrote {path}.mmd, .dot{(missing is null ? ", .svg" : "")}{Environment.NewLine}");
        return missing is null ? 3 : 2;
    }

    private static int[] SharedValues(NetworkGraph graph) =>
        [.. Enumerable.Range(0, graph.Nodes.Count).Where(node => graph.IsSharedValue(node) && graph.ParameterCountOf(node) > 0)];

    private static string Sharing(NetworkGraph graph)
    {
        string Name(int node) => graph.Nodes[node].Name;
        int[] shared = SharedValues(graph);
        var sentences = shared.Select(node => $"{Name(node)} is computed once for {string.Join(" and ", graph.Consumers(node).Select(Name))}");
        return $"{graph.Name}: {(shared.Length == 0 ? "no layer's value is shared" : string.Join(", ", sentences))}.";
    }
}
