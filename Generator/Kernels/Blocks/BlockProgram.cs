using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>
/// A graph as it will run block by block, the rows of a block in the lanes of vectors: for small networks, whose values of a few blocks stay in the nearest
/// caches from the inputs to the last gradient.
/// </summary>
/// <param name="Name">The name of the program in the generated code.</param>
/// <param name="Before">What does not depend on the batch.</param>
/// <param name="Steps">What runs for each block.</param>
/// <param name="Sums">What runs for a group of blocks: the sums over their rows, with what they need.</param>
/// <param name="After">What depends on sums over the batch.</param>
/// <param name="Buffers">The memory of every value that lies in memory. An offset in the arena counts features.</param>
/// <param name="Transposed">The memory of the transposed blocks that sums read, likewise.</param>
/// <param name="FloatsPerRow">Features of the arena.</param>
/// <param name="FixedFloats">Workspace besides, without the partial sums of chunks.</param>
/// <param name="SumOffset">Where the sums that are no gradients begin in the fixed workspace.</param>
/// <param name="SumFloats">Floats of these sums.</param>
/// <param name="GradientFloats">Floats of the gradients of all parameters; 0 if there are none.</param>
/// <param name="Slots">The number of each input's slot.</param>
/// <param name="Gradients">The names of the gradients, in the order of their bits in the mask of wanted ones.</param>
internal sealed record BlockProgram(
    string Name,
    Graph Graph,
    IReadOnlyList<KernelStep> Before,
    IReadOnlyList<BlockStep> Steps,
    IReadOnlyList<BlockStep> Sums,
    IReadOnlyList<KernelStep> After,
    IReadOnlyDictionary<Node, KernelBuffer> Buffers,
    IReadOnlyDictionary<Node, KernelBuffer> Transposed,
    int FloatsPerRow,
    int FixedFloats,
    int SumOffset,
    int SumFloats,
    int GradientFloats,
    IReadOnlyDictionary<string, int> Slots,
    IReadOnlyList<string> Gradients)
{
    /// <summary>The memory of a value, also of a reshaped one.</summary>
    public KernelBuffer BufferOf(Node node) => Buffers[Access.Resolve(node)];

    /// <summary>Where the loss lies in the fixed workspace; null without one.</summary>
    public int? LossOffset => Graph.Results.FirstOrDefault(r => r.Role == ResultRole.Loss) is { } loss ? Merged(BufferOf(loss.Value)).Offset : null;

    /// <summary>Whether what runs after the blocks is little and takes nothing from gradients, which workers merge meanwhile, so that one of them may do it for all.</summary>
    public bool IsAfterOfSums => After.All(s =>
        s.Kernel.Reads.Concat(s.Kernel.Writes).All(v => BufferOf(v).Storage != Storage.Gradient) && s.Kernel.Writes.Sum(w => w.Shape.ElementCount) <= FewElements);

    private const int FewElements = 64;

    /// <summary>The steps outside the blocks as a program over the same memory, in which sums are what all chunks together gave.</summary>
    public KernelProgram Outside(IReadOnlyList<KernelStep> steps) => new(
        Name, Graph, steps, Buffers.ToDictionary(b => b.Key, b => Merged(b.Value)), FloatsPerRow, FixedFloats, Gradients);

    private KernelBuffer Merged(KernelBuffer buffer) =>
        buffer.Storage == Storage.Sum ? buffer with { Storage = Storage.Fixed, Offset = SumOffset + buffer.Offset } : buffer;
}

/// <summary>A step of a block.</summary>
internal abstract record BlockStep
{
    /// <summary>The values of the block that the step reads, each as it is or transposed.</summary>
    public abstract IEnumerable<BlockValue> Reads { get; }

    /// <summary>The values of the block that it leaves.</summary>
    public abstract IEnumerable<BlockValue> Writes { get; }
}

/// <summary>A value of a block: [feature][row], or [row][feature] where sums over rows need the features in the lanes.</summary>
internal readonly record struct BlockValue(Node Node, bool IsTransposed);

/// <summary>Reads the rows of an input.</summary>
internal sealed record LoadStep(Node Input) : BlockStep
{
    public override IEnumerable<BlockValue> Reads => [];

    public override IEnumerable<BlockValue> Writes => [new(Input, false)];
}

/// <summary>Writes the rows of an output to the caller's slot.</summary>
/// <param name="NeededFor">The output's bit; null if it is always given.</param>
internal sealed record StoreStep(Node Output, int Slot, IReadOnlyList<int>? NeededFor) : BlockStep
{
    public override IEnumerable<BlockValue> Reads => [new(Output, false)];

    public override IEnumerable<BlockValue> Writes => [];
}

/// <summary>Transposes a value for the sums over rows that read it.</summary>
/// <param name="NeededFor">The bits of the gradients that need it; null if it is always needed.</param>
internal sealed record TransposeStep(Node Value, IReadOnlyList<int>? NeededFor) : BlockStep
{
    public override IEnumerable<BlockValue> Reads => [new(Value, false)];

    public override IEnumerable<BlockValue> Writes => [new(Value, true)];
}

/// <summary>Runs a kernel.</summary>
/// <param name="Transposed">What the kernel reads transposed; null if nothing.</param>
/// <param name="NeededFor">The bits of the gradients that need it; null if it is always needed.</param>
internal sealed record ComputeStep(Kernel Kernel, Node? Transposed, IReadOnlyList<int>? NeededFor) : BlockStep
{
    public override IEnumerable<BlockValue> Reads =>
        Kernel.Reads.Where(r => r.Type.Batched).Select(r => new BlockValue(r, false))
            .Concat(Transposed is null ? [] : [new BlockValue(Transposed, true)]);

    public override IEnumerable<BlockValue> Writes => Kernel.Writes.Where(w => w.Type.Batched).Select(w => new BlockValue(w, false));
}
