using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>What the lookup of a table's rows and its gradient, each of which is the gradient of the other, have in common: operand 0 has the numbers of the
/// rows, operand 1 a value, and both may be one table for all or a table for each row of the batch.</summary>
internal abstract record LookupOp : KernelOp
{
    public sealed override bool HasEpilogue => true;

    public sealed override bool LeadsTo(int operand) => operand != 0;

    /// <summary>The type arguments of the kernel, for a table of <paramref name="rows"/> rows of <paramref name="width"/> elements.</summary>
    protected static string Types(KernelCall call, int rows, int width)
    {
        var index = call.Node.Inputs[0].Type.Element == ElementType.Integer ? "int" : "float";
        return $"<{index}, {MatMul.ShapeOf(call, rows, width)}, {call.EpilogueType}>";
    }

    /// <summary>Goes through the numbers of all rows of the batch: the place of a number, and the first element of the row that it names among the tables; −1 if
    /// it names none.</summary>
    protected static void ForEach(ReferenceTensor indices, TensorType table, Action<int, int> visit)
    {
        var (rows, width) = (table.Shape[0], table.Shape.Last);
        var perTable = table.Batched ? indices.Type.Shape.ElementCount : 0;
        for (var at = 0; at < indices.Data.Length; at++)
        {
            var index = indices.Data[at];
            var first = perTable == 0 ? 0 : at / perTable * rows;
            visit(at, index >= 0 && index < rows ? (first + (int)index) * width : -1);
        }
    }
}
