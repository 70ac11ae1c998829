using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>NumPy's broadcasting, shared by every elementwise op: shapes aligned at the last axis, size 1 stretches, and a value that is
/// not batched is the same for every row.</summary>
internal static class Broadcasting
{
    public static TensorType InferType(ElementwiseOp op, IReadOnlyList<TensorType> inputs)
    {
        CheckElements(op, inputs);
        var shape = inputs[0].Shape;
        foreach (var input in inputs.Skip(1))
            shape = Shape.Broadcast(shape, input.Shape)
                ?? throw new DefinitionException(DiagnosticIds.ShapesDoNotBroadcast, op.Mnemonic, shape, input.Shape);
        return TensorType.Of(op.ResultElement, shape, inputs);
    }

    private static void CheckElements(ElementwiseOp op, IReadOnlyList<TensorType> inputs)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            var isMask = inputs[i].Element == ElementType.Boolean;
            if (isMask == (op.OperandElement(i) == ElementType.Boolean))
                continue;
            var (expected, given) = isMask ? ("numeric", "boolean") : ("boolean", "numeric");
            throw new DefinitionException(DiagnosticIds.ElementType, op.Mnemonic, expected, given);
        }
    }

    public static ReferenceTensor Evaluate(ElementwiseOp op, ReferenceContext context)
    {
        var result = context.CreateResult();
        var shape = result.Type.Shape;
        var count = shape.ElementCount;
        var strides = context.Inputs.Select(i => Strides(i.Type.Shape, shape)).ToArray();
        var operands = new double[context.Inputs.Count];
        for (var row = 0; row < result.Rows; row++)
        {
            for (var element = 0; element < count; element++)
            {
                for (var i = 0; i < operands.Length; i++)
                {
                    var input = context.Inputs[i];
                    var start = input.Type.Batched ? row * input.Type.Shape.ElementCount : 0;
                    operands[i] = input.Data[start + Offset(element, shape, strides[i])];
                }

                result.Data[(row * count) + element] = op.Apply(operands);
            }
        }

        return result;
    }

    /// <summary>The strides with which an operand of shape <paramref name="operand"/> is read to fill <paramref name="result"/>; 0 where
    /// it repeats.</summary>
    public static int[] Strides(Shape operand, Shape result)
    {
        var strides = new int[result.Rank];
        var step = 1;
        for (var i = 1; i <= operand.Rank; i++)
        {
            var size = operand[operand.Rank - i];
            strides[result.Rank - i] = size == 1 ? 0 : step;
            step *= size;
        }

        return strides;
    }

    private static int Offset(int element, Shape shape, int[] strides)
    {
        var offset = 0;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            offset += element % shape[axis] * strides[axis];
            element /= shape[axis];
        }

        return offset;
    }
}
