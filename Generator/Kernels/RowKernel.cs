using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>A loop over the elements of a sample (or, in a flat kernel, of all samples) that computes <paramref name="Nodes"/> element by element.</summary>
/// <param name="Dimensions">The axes of the loop, outermost first; one axis if every operand is read in order.</param>
/// <param name="ReducedAxes">How many of the last axes the loop's reductions fold; 0 if it has none.</param>
internal sealed record RowLoop(Shape Dimensions, int ReducedAxes, IReadOnlyList<Node> Nodes);

/// <summary>Loops that may run in any order, then values of one element a row that need their reductions.</summary>
internal sealed record RowStage(IReadOnlyList<RowLoop> Loops, IReadOnlyList<Node> Scalars);

/// <summary>Elementwise operations and reductions on one sample after the other, or on all elements of the batch in a row where nothing ties
/// an element to its sample.</summary>
/// <param name="IsFlat">One loop over rows × elements.</param>
internal sealed record RowKernel(
    bool IsFlat, bool Batched, IReadOnlyList<RowStage> Stages, IReadOnlyList<Node> Nodes, IReadOnlyList<Node> Reads, IReadOnlyList<Node> Writes)
    : Kernel(Nodes, Reads, Writes)
{
    public override bool IsRowLocal => Batched;

    public override long Operations => Nodes.Sum(n => (long)(n.Op is ReductionOp ? n.Inputs[0] : n).Shape.ElementCount);
}
