using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>What kernels are called in comments and counters, in the user's names: <c>Trunk.0 forward</c>, <c>Trunk.0 kernel gradient</c>, <c>Loss</c>.</summary>
internal sealed class KernelTitles(Graph graph)
{
    public string Of(Kernel kernel) => NameOf(kernel) ?? string.Join(", ", kernel.Nodes.Select(n => n.Op.Mnemonic).Distinct().Take(4));

    /// <summary>The comment over a kernel: its name, if it has one, and what it computes.</summary>
    public string Comment(Kernel kernel) => NameOf(kernel) is { } name ? $"// {name}: {Describe(kernel)}" : $"// {Describe(kernel)}";

    private string? NameOf(Kernel kernel) => kernel switch
    {
        ProductKernel { Product.Op: KernelOp { Direction: { } direction }, Right.Op: Parameter parameter } => $"{LayerOf(parameter.Name)} {direction}",
        // One kernel takes a value to all branches; the names that it has there are those of single branches.
        GatherKernel gather => $"{NameOf(gather.Source) ?? gather.Nodes[0].Op.Mnemonic} to the branches",
        MaskKernel mask => $"{((DropoutMask)mask.Node.Op).Layer} mask",
        OpKernel { Node.Op: RowsOfMask mask } => $"{mask.Layer} mask",
        _ => OfResults(kernel) ?? NodeName(kernel),
    };

    private static string Describe(Kernel kernel)
    {
        var operations = string.Join(", ", kernel.Nodes.Select(n => n.Op.Print()));
        var shapes = string.Join(", ", kernel.Reads.Select(r => r.Type.ToString()));
        var results = string.Join(", ", kernel.Writes.Select(w => w.Type.ToString()));
        return shapes.Length == 0 ? $"{operations} → {results}" : $"{operations} on {shapes} → {results}";
    }

    /// <summary>The layer that a parameter belongs to.</summary>
    public static string LayerOf(string parameter)
    {
        var dot = parameter.LastIndexOf('.');
        return dot < 0 ? parameter : parameter.Substring(0, dot);
    }

    /// <summary>The results of the network that a kernel computes, by name; null if it computes none.</summary>
    public string? OfResults(Kernel kernel)
    {
        var names = graph.Results.Where(r => kernel.Writes.Contains(Access.Resolve(r.Value)))
            .Select(Placement.Describe).Distinct().ToArray();
        return names.Length == 0 ? null : string.Join(", ", names);
    }

    private string? NameOf(Node value) =>
        (value.Op as Input)?.Name ?? graph.Names.FirstOrDefault(n => Access.Resolve(n.Value) == value)?.Name;

    private string? NodeName(Kernel kernel) =>
        graph.Names.FirstOrDefault(n => kernel.Writes.Contains(Access.Resolve(n.Value)))?.Name;
}
