using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>A recurrence: the program of one step, run once for each step on a worker's own rows, so that workers need not meet.</summary>
/// <param name="Node">The scan.</param>
/// <param name="Body">One step. Its buffers are local variables of the method that runs it.</param>
/// <param name="Links">How the step's values hang together with those outside.</param>
internal sealed record ScanKernel(Node Node, KernelProgram Body, ScanLinks Links, IReadOnlyList<Node> Reads, IReadOnlyList<Node> Writes)
    : Kernel([Node, .. Writes], Reads, Writes)
{
    public Scan Scan => (Scan)Node.Op;

    public override bool IsRowLocal => true;

    public override int ScratchFloatsPerRow => Math.Max(1, Body.ArenaFloatsPerRow);

    public override long Operations => Scan.Steps * Body.OperationsPerRow;
}

/// <summary>Values of a step and the values outside that they come from or go to.</summary>
/// <param name="Slices">Steps of sequences.</param>
/// <param name="Captures">What is the same for all steps.</param>
/// <param name="States">Each state with its first value and its next one.</param>
/// <param name="Stores">What leaves at each step, with the sequence that it goes to.</param>
internal sealed record ScanLinks(
    IReadOnlyList<(Node Inside, Node Outside)> Slices,
    IReadOnlyList<(Node Inside, Node Outside)> Captures,
    IReadOnlyList<(Node Inside, Node Next, Node Initial)> States,
    IReadOnlyList<(Node Inside, Node Outside)> Stores);
