using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>The memory of the network outside a program: where parameters and gradients lie, and which slots the caller binds.</summary>
/// <param name="Parameters">Offsets in floats by name.</param>
/// <param name="Slots">Numbers by the name of the input or target; results of a program have theirs under their role's prefix.</param>
/// <param name="Gradients">The names that may be asked for, in the order of their bits: parameters, then inputs.</param>
internal sealed record Placement(IReadOnlyDictionary<string, int> Parameters, IReadOnlyDictionary<string, int> Slots, IReadOnlyList<string> Gradients)
{
    /// <summary>Parameters in the memory of other networks: the slot that it is bound to, and the offset there.</summary>
    public IReadOnlyDictionary<string, (int Slot, int Offset)> Foreign { get; init; } = new Dictionary<string, (int, int)>();

    /// <summary>Parameters of at least as many floats are updated by the kernel that computes their gradient.</summary>
    public int SmallestUpdate { get; init; } = GradientUpdates.SmallestParameter;

    /// <summary>Outputs that a run gives only if the caller has memory for them, in the order of their bits. Others are always given.</summary>
    public IReadOnlyList<string> OptionalOutputs { get; init; } = [];

    /// <summary>The bit that asks for a result; null for one that is always computed.</summary>
    public int? BitOf(GraphResult result) => result.Role switch
    {
        ResultRole.Gradient => Gradients.ToList().IndexOf(result.Name),
        ResultRole.Output when OptionalOutputs.Contains(result.Name) => FirstOutputBit + OptionalOutputs.ToList().IndexOf(result.Name),
        _ => null,
    };

    /// <summary>The bit of the first output, behind those of all gradients that a network can have.</summary>
    public const int FirstOutputBit = 1 << 30;

    /// <summary>The slot of the memory of another network; numbers from 1.</summary>
    public static string MemorySlot(int memory) => $"memory {memory}";

    /// <summary>The slot of the values that are computed from parameters alone.</summary>
    public const string DerivedSlot = "derived";

    /// <summary>What a result is called where it stands for itself.</summary>
    public static string Describe(GraphResult result) => result.Role switch
    {
        ResultRole.Gradient => result.Name + " gradient",
        ResultRole.State => "next " + result.Name,
        _ => result.Name,
    };

    /// <summary>The slot of a result: outputs and per-row values by name, gradients of inputs behind <c>d</c>.</summary>
    public static string ResultSlot(ResultRole role, string name) => role == ResultRole.Gradient ? $"gradient of {name}" : $"{role} {name}";
}

/// <summary>From a graph to a program: fused kernels, their order, their memory.</summary>
internal static class ProgramCompiler
{
    public static KernelProgram Run(string name, Graph graph, Placement placement)
    {
        var detached = InPlace(Prepare(graph));
        var lowered = Lowering.Run(detached, RowLayout.Major);
        var shared = SharedResults(detached, lowered, placement);
        if (shared.Count > 0)
        {
            detached = InPlace(Materialization.Run(ResultCopies.Run(detached, shared)));
            lowered = Lowering.Run(detached, RowLayout.Major);
        }

        var kernels = GradientUpdates.Run(lowered, detached, placement);
        var names = new ProgramNames(detached);
        var buffers = Place(detached, placement, names);
        var steps = LateKernels.Run(Schedule.Run(kernels, detached, placement), buffers, detached);
        Node[] results = [.. detached.Results.Select(r => Access.Resolve(r.Value))];
        var strips = RowStrips.Run(steps, buffers, new HashSet<Node>(results));
        var stripFloats = StripPlan.Run(steps, strips, buffers, names.Of);
        var (arena, fixedFloats) = MemoryPlan.Run(detached, steps, buffers, names.Of, results);
        var bounds = new Dictionary<Node, int>();
        foreach (var route in detached.Nodes.Where(n => n.Op is Route))
        {
            bounds.Add(route, fixedFloats);
            fixedFloats += ((2 * ((Route)route.Op).Branches) + MemoryPlan.FloatsPerLine) / MemoryPlan.FloatsPerLine * MemoryPlan.FloatsPerLine;
        }

        return new KernelProgram(name, detached, steps, buffers, arena + stripFloats, fixedFloats, placement.Gradients)
        {
            BranchBounds = bounds,
            Strips = strips,
            StripFloats = stripFloats,
            RowNames = RowNames(bounds.Keys, steps, names),
        };
    }

    private static Dictionary<RowSet, string> RowNames(IReadOnlyCollection<Node> routes, IReadOnlyList<KernelStep> steps, ProgramNames names)
    {
        var result = new Dictionary<RowSet, string>();
        foreach (var rows in steps.Select(s => s.Kernel.Rows).OfType<RowSet>().Distinct())
        {
            var route = routes.First(r => ((Route)r.Op).Number == rows.Choice);
            result.Add(rows, names.Derived(route, $"Rows{Literals.Print(rows.Branch)}"));
        }

        return result;
    }

    /// <summary>The graph with memory for whatever needs it.</summary>
    public static Graph Prepare(Graph graph) => Materialization.Run(DetachResults(graph));

    /// <summary>The graph without the copies that reading and storing in place spare.</summary>
    public static Graph InPlace(Graph graph) => PartsInPlace.Run(JoinsInPlace.Run(graph));

    /// <summary>Gradients of inputs, and outputs, that are not the only thing that their kernel leaves, or that other kernels read. A caller who does not
    /// want them gives no memory for them, and the rest must do without.</summary>
    private static IReadOnlyCollection<GraphResult> SharedResults(Graph graph, IReadOnlyList<Kernel> kernels, Placement placement) =>
    [
        .. graph.Results.Where(r => r.Value.Type.Batched && placement.BitOf(r) is not null && kernels.Any(k =>
            k.Reads.Contains(Access.Resolve(r.Value)) || (k.Writes.Count > 1 && k.Writes.Contains(Access.Resolve(r.Value))))),
    ];

    /// <summary>A result that is an input, a parameter, a constant or another result's value needs a copy, since each result has memory of its own.</summary>
    private static Graph DetachResults(Graph graph)
    {
        var taken = new HashSet<Node>();
        if (graph.Results.All(r => taken.Add(Access.Resolve(r.Value)) && !ResultCopies.IsBorrowed(r.Value)))
            return graph;
        return ResultCopies.Run(graph, []);
    }

    /// <summary>The memory of everything that lies outside the workspace.</summary>
    public static Dictionary<Node, KernelBuffer> Place(Graph graph, Placement placement, ProgramNames names)
    {
        var buffers = new Dictionary<Node, KernelBuffer>();
        foreach (var node in graph.Nodes)
        {
            if (node.Op is Parameter parameter)
                buffers[node] = placement.Foreign.TryGetValue(parameter.Name, out var foreign)
                    ? new KernelBuffer(node, Storage.Parameter, names.Of(node), foreign.Offset) { Slot = foreign.Slot }
                    : new KernelBuffer(node, Storage.Parameter, names.Of(node), placement.Parameters[parameter.Name]);
            else if (node.Op is Input input)
                buffers[node] = new KernelBuffer(node, Storage.Slot, names.Of(node), placement.Slots[input.Name]);
        }

        foreach (var result in graph.Results)
        {
            var value = Access.Resolve(result.Value);
            if (result.Role is ResultRole.Gradient or ResultRole.State or ResultRole.Derived && placement.Parameters.TryGetValue(result.Name, out var offset))
                buffers[value] = new KernelBuffer(value, Storage.Gradient, names.Of(value), offset);
            else if (placement.Slots.TryGetValue(Placement.ResultSlot(result.Role, result.Name), out var slot))
                buffers[value] = new KernelBuffer(value, Storage.Slot, names.Of(value), slot);
        }

        return buffers;
    }
}
