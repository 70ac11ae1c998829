using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Emit;

/// <summary>Writes the implementing parts of layer methods. They exist for the compiler's sake, and carry what the IDE shows when a layer is pointed at.</summary>
internal static class LayerMethodEmitter
{
    public static void Emit(SourceWriter writer, NetworkSpec spec)
    {
        foreach (var method in spec.LayerMethods)
        {
            writer.Blank().Doc("summary", CSharpLiterals.Xml(Summary(spec, method)));
            writer.Line($"{method.Signature} => throw new global::NetGen.DefinitionOnlyException({CSharpLiterals.String(method.Name)});");
        }
    }

    /// <summary><c>67 → 50 → 25, ReLU · 4,675 parameters</c></summary>
    private static string Summary(NetworkSpec spec, LayerMethodSpec method)
    {
        var applications = spec.Applications.Where(a => IsOf(method.Name, a.Layer)).ToArray();
        if (applications.Length == 0)
            return string.Join(", ", method.Stages) + " · never applied";
        var first = FirstChain(applications);
        var shapes = new[] { spec.Graph.Nodes[first[0].Input].Shape }.Concat(first.Select(a => spec.Graph.Nodes[a.Output].Shape));
        var used = new HashSet<string>(applications.SelectMany(a => a.Parameters));
        var count = spec.Parameters.Where(p => used.Contains(p.Name)).Sum(p => (long)p.Shape.ElementCount);
        var text = $"{string.Join(" → ", shapes.Select(s => s.ToString()))}: {string.Join("; ", method.Stages)}";
        return count == 0 ? text : $"{text} · {count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} parameters";
    }

    /// <summary>The applications of the stages to the first value that the layer was applied to.</summary>
    private static List<LayerApplication> FirstChain(LayerApplication[] applications)
    {
        var chain = new List<LayerApplication> { applications[0] };
        while (applications.FirstOrDefault(a => a.Input == chain[chain.Count - 1].Output && !chain.Contains(a) && a.Layer != chain[0].Layer) is { } next)
            chain.Add(next);
        return chain;
    }

    private static bool IsOf(string method, string layer) =>
        layer == method || layer.StartsWith(method + ".", StringComparison.Ordinal) || layer.StartsWith(method + "[", StringComparison.Ordinal);
}
