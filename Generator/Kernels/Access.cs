using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>How an operand is read where an elementwise value is computed.</summary>
internal enum AccessKind
{
    /// <summary>Computed earlier in the same loop body.</summary>
    Register,

    /// <summary>A formula in place of a load.</summary>
    Inline,

    /// <summary>One element for each element of the result, in the same order.</summary>
    Flat,

    /// <summary>One element for each place in the last axis.</summary>
    Column,

    /// <summary>One element for each row of the batch.</summary>
    RowScalar,

    /// <summary>One element for everything.</summary>
    Scalar,

    /// <summary>Broadcast along some axes of the sample: read with strides.</summary>
    Strided,
}

/// <summary>Classifies operands, and sees through reshapes, which are only another name for the same memory.</summary>
internal static class Access
{
    /// <summary>The value whose memory <paramref name="node"/> is: itself, or what it reshapes. A formula that is the same for every element stays
    /// one when it is broadcast.</summary>
    public static Node Resolve(Node node)
    {
        while (node.Op is Reshape || (node.Op is Broadcast && IsUniform(node.Inputs[0])))
            node = node.Inputs[0];
        return node;
    }

    /// <summary>The value in whose memory <paramref name="node"/> lies: its own, or what it is a part of.</summary>
    public static Node Owner(Node node)
    {
        var value = Resolve(node);
        return value.Op is PartOf ? Owner(value.Inputs[0]) : value;
    }

    /// <summary>The floats from the beginning of a row of its owner to a value.</summary>
    public static int Offset(Node node) => Resolve(node) switch
    {
        { Op: PartOf part } value => part.Offset + Offset(value.Inputs[0]),
        { Op: StoredApart store } => store.Offset,
        _ => 0,
    };

    /// <summary>The values that kernels store to make up the memory of <paramref name="node"/>: one, or several side by side.</summary>
    public static IEnumerable<Node> Parts(Node node)
    {
        var owner = Owner(node);
        return owner.Op is Joined ? owner.Inputs : [owner];
    }

    /// <summary>Whether a value is a formula, which kernels write in place of a load: a source like a constant, or one number made of such.</summary>
    public static bool IsFormula(Node node) => Resolve(node).Op is InlineSourceOp || IsUniform(node);

    /// <summary>Whether a formula is the same for every element and row.</summary>
    private static bool IsUniform(Node node)
    {
        var source = Resolve(node);
        return source.Op switch
        {
            Constant or ReciprocalBatch => true,
            Stored => false,
            ElementwiseOp => !source.Type.Batched && source.Shape.ElementCount == 1 && source.Inputs.All(IsUniform),
            _ => false,
        };
    }

    /// <summary>The floats from one row of a value in memory to the next: its elements, unless it is a part of something.</summary>
    public static int RowStride(Node value) => value.Op switch
    {
        StepSlice slice => slice.RowStride,
        StoredApart store => store.RowStride,
        PartOf part => part.RowStride,
        _ => value.Shape.ElementCount,
    };

    /// <summary>Whether other values lie between the rows of a value, so that only what goes row by row can read or write it.</summary>
    public static bool IsSpaced(Node value) => RowStride(value) != value.Shape.ElementCount;

    /// <summary>How a value in memory is read for a result of type <paramref name="result"/>.</summary>
    public static AccessKind OfMemory(Node operand, TensorType result)
    {
        if (IsFormula(operand))
            return AccessKind.Inline;
        var count = operand.Shape.ElementCount;
        if (count == result.Shape.ElementCount && operand.Type.Batched == result.Batched)
            return AccessKind.Flat;
        if (count == 1)
            return operand.Type.Batched ? AccessKind.RowScalar : AccessKind.Scalar;
        return !operand.Type.Batched && count == result.Shape.Last && operand.Shape.Last == count ? AccessKind.Column : AccessKind.Strided;
    }

    /// <summary>The strides over <paramref name="loop"/> with which an operand is read; the loop is the result's shape or one flat axis.</summary>
    public static EquatableArray<int> Strides(Node operand, TensorType result, Shape loop)
    {
        if (operand.Shape.ElementCount == 1)
            return loop.Sizes.Select(_ => 0).ToEquatableArray();
        return operand.Shape.ElementCount == result.Shape.ElementCount
            ? Broadcasting.Strides(loop, loop).ToEquatableArray()
            : Broadcasting.Strides(operand.Shape, loop).ToEquatableArray();
    }
}
