using NetGen.Generator.Graphs;

namespace NetGen.Generator.Reference;

/// <summary>A tensor in double precision, row-major, the batch (if any) outermost.</summary>
internal class ReferenceTensor(TensorType type, int rows, double[] data)
{
    public TensorType Type { get; } = type;

    /// <summary>The rows of the batch; 1 for a value that is not batched.</summary>
    public int Rows { get; } = rows;

    public double[] Data { get; } = data;

    public static ReferenceTensor Create(TensorType type, int batchedRows)
    {
        var rows = type.Batched ? batchedRows : 1;
        return new ReferenceTensor(type, rows, new double[rows * type.Shape.ElementCount]);
    }
}

/// <summary>What an op sees when it is evaluated.</summary>
internal sealed class ReferenceContext(
    Node node, IReadOnlyList<ReferenceTensor> inputs, Func<string, ReferenceTensor> values, int batch, ulong seed, long step, ReferenceRows rows)
{
    public Node Node { get; } = node;

    public IReadOnlyList<ReferenceTensor> Inputs { get; } = inputs;

    public int Batch { get; } = batch;

    /// <summary>The seed of the network, for ops that draw numbers.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The number of the training step, for ops that draw numbers.</summary>
    public long Step { get; } = step;

    /// <summary>What the caller gave for an input or a parameter.</summary>
    public ReferenceTensor Value(string name) => values(name);

    /// <summary>Which rows took which branch, for the choices before this node.</summary>
    public ReferenceRows Rows { get; } = rows;

    /// <summary>What becomes of computed results; null for nothing.</summary>
    public ReferenceRounding? Rounding { get; init; }

    public ReferenceTensor CreateResult() => ReferenceTensor.Create(Node.Type, Rows.Count(Node.Type.Rows));
}
