using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>One rectangular part of a movement: <c>result[resultOffset + Σ i·resultStride] = input[inputOffset + Σ i·inputStride]</c>
/// for all indices i below <paramref name="Sizes"/>, within one sample. A stride of 0 repeats.</summary>
internal sealed record CopyRegion(
    int Input, EquatableArray<int> Sizes, int InputOffset, EquatableArray<int> InputStrides,
    int ResultOffset, EquatableArray<int> ResultStrides);

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
                CopyRow(region, input.Data, row * inputWidth, result.Data, row * width);
        }

        return result;
    }

    private static void CopyRow(CopyRegion region, double[] input, int inputStart, double[] result, int resultStart)
    {
        var index = new int[region.Sizes.Count];
        var count = region.Sizes.Aggregate(1, (product, size) => product * size);
        for (var n = 0; n < count; n++)
        {
            var from = inputStart + region.InputOffset;
            var to = resultStart + region.ResultOffset;
            for (var axis = 0; axis < index.Length; axis++)
            {
                from += index[axis] * region.InputStrides[axis];
                to += index[axis] * region.ResultStrides[axis];
            }

            result[to] = input[from];
            for (var axis = index.Length - 1; axis >= 0 && ++index[axis] == region.Sizes[axis]; axis--)
                index[axis] = 0;
        }
    }
}
