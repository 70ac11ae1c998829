using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>One rectangular part of a movement: <c>result[resultOffset + Σ i·resultStride] = input[inputOffset + Σ i·inputStride]</c>
/// for all indices i below <paramref name="Sizes"/>, within one sample. A stride of 0 repeats.</summary>
internal sealed record CopyRegion(
    int Input, EquatableArray<int> Sizes, int InputOffset, EquatableArray<int> InputStrides,
    int ResultOffset, EquatableArray<int> ResultStrides)
{
    /// <summary>Gives each copy: the place in the input and the place in the result.</summary>
    public void ForEach(Action<int, int> copy)
    {
        var index = new int[Sizes.Count];
        var count = Sizes.Aggregate(1, (product, size) => product * size);
        for (var n = 0; n < count; n++)
        {
            var (from, to) = (InputOffset, ResultOffset);
            for (var axis = 0; axis < index.Length; axis++)
            {
                from += index[axis] * InputStrides[axis];
                to += index[axis] * ResultStrides[axis];
            }

            copy(from, to);
            for (var axis = index.Length - 1; axis >= 0 && ++index[axis] == Sizes[axis]; axis--)
                index[axis] = 0;
        }
    }
}

/// <summary>An op that only moves elements within a sample (slice, concatenate, transpose, pad, repeat).</summary>
internal abstract record MovementOp : Op
{
    /// <summary>The copies that make up the result.</summary>
    public abstract IReadOnlyList<CopyRegion> Regions(IReadOnlyList<TensorType> inputs, TensorType result);

    /// <summary>Whether the regions leave elements out, which are then zero.</summary>
    public virtual bool LeavesZeros => false;

    public sealed override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var types = context.Node.Inputs.Select(i => i.Type).ToArray();
        var width = result.Type.Shape.ElementCount;
        foreach (var region in Regions(types, result.Type))
        {
            var input = context.Inputs[region.Input];
            var inputWidth = input.Type.Batched ? input.Type.Shape.ElementCount : 0;
            for (var row = 0; row < result.Rows; row++)
            {
                var (start, at) = (row * inputWidth, row * width);
                region.ForEach((from, to) => result.Data[at + to] = input.Data[start + from]);
            }
        }

        return result;
    }
}
