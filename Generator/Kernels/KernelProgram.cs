using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>A graph as it will run: kernels in order, the memory of each value, and the points where workers wait for each other.</summary>
/// <param name="Name">The name of the program in the generated code: <c>Train</c>.</param>
/// <param name="Steps">The kernels in order.</param>
/// <param name="Buffers">The memory of every value that lies in memory.</param>
/// <param name="ArenaFloatsPerRow">Workspace for each row of the batch.</param>
/// <param name="FixedFloats">Workspace besides.</param>
/// <param name="Gradients">The names of the gradients, in the order of their bits in the mask of wanted ones.</param>
internal sealed record KernelProgram(
    string Name,
    Graph Graph,
    IReadOnlyList<KernelStep> Steps,
    IReadOnlyDictionary<Node, KernelBuffer> Buffers,
    int ArenaFloatsPerRow,
    int FixedFloats,
    IReadOnlyList<string> Gradients)
{
    /// <summary>The memory of a value, also of a reshaped one.</summary>
    public KernelBuffer BufferOf(Node node) => Buffers[Access.Resolve(node)];

    /// <summary>The parameters whose gradients are handed to the update.</summary>
    public IReadOnlyList<Node> Updates => [.. Steps.Select(s => s.Kernel.Updates).OfType<Node>()];

    /// <summary>Floating-point operations for a row of the batch.</summary>
    public long OperationsPerRow => Steps.Where(s => s.Kernel.IsRowLocal || s.Kernel is not RowKernel).Sum(s => s.Kernel.Operations);
}

/// <summary>A kernel in its place.</summary>
/// <param name="BarrierBefore">Whether all workers must have arrived before it starts.</param>
/// <param name="NeededFor">The bits of the gradients that need it; null if it is always needed.</param>
internal sealed record KernelStep(Kernel Kernel, bool BarrierBefore, IReadOnlyList<int>? NeededFor);
