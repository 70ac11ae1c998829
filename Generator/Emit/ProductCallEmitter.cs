using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes the call of a matrix product with its epilogue.</summary>
internal static class ProductCallEmitter
{
    public static void Emit(SourceWriter writer, ProductKernel kernel, KernelProgram program, KernelTypes types)
    {
        var (type, body) = EpilogueEmitter.Emit(kernel, EpilogueForm.Rows, result => IsInArena(kernel, result, program));
        var name = types.Name(type);
        if (kernel.Product.Op is BatchedMatMul batched)
        {
            EmitPerSample(writer, kernel, batched, program, types, name, body);
            return;
        }

        var left = program.BufferOf(kernel.Left).Name;
        var right = program.BufferOf(kernel.Right).Name;
        var update = kernel.Updates is { } parameter ? $"Update = ref update, Offset = {CSharpLiterals.Integer(program.BufferOf(parameter).Offset)}" : null;
        var epilogue = $"new {name} {KernelFields.Initializer(body, v => $"ref {program.BufferOf(v).Name}", update)}";
        if (kernel.Product.Op is WeightGradient)
        {
            var inner = kernel.Product.Inputs[0].Shape.Last;
            writer.Line($"(int from, int to) = frame.Split({CSharpLiterals.Integer(inner)}, 8);");
            writer.Line(
                $"Gemm.MultiplyOuter<{types.Shape(inner, kernel.Columns)}, {name}>(ref {left}, ref {right}, {ProgramEmitter.Times("frame.Rows", kernel.Depth)}, from, to, {epilogue});");
            return;
        }

        var method = kernel.Product.Op is MatMul { TransposeRight: true } ? "MultiplyTransposed" : "Multiply";
        if (kernel.SplitsColumns)
            writer.Line($"(int from, int to) = frame.Split({CSharpLiterals.Integer(kernel.Columns)}, Gemm.ColumnBlock);");
        else if (!kernel.IsRowLocal)
            writer.Line($"(int from, int to) = frame.Split({CSharpLiterals.Integer(kernel.RowsPerSample)}, 8);");
        var range = kernel.SplitsColumns
            ? $"0, {ProgramEmitter.Times("frame.Rows", kernel.RowsPerSample)}, from, to"
            : kernel.IsRowLocal
            ? $"{ProgramEmitter.Times("begin", kernel.RowsPerSample)}, {ProgramEmitter.Times("end", kernel.RowsPerSample)}"
            : "from, to";
        writer.Line($"Gemm.{method}<{types.Shape(kernel.Depth, kernel.Columns)}, {name}>(ref {left}, ref {right}, {range}, {epilogue});");
    }

    /// <summary>Whether a result is in the arena. The matrices of a product for each sample are not: they lie one behind the other, and so do their rows.</summary>
    private static bool IsInArena(ProductKernel kernel, Node result, KernelProgram program) =>
        kernel.Product.Op is not BatchedMatMul && program.BufferOf(result).Storage == Storage.Arena;

    /// <summary>One product for each sample and leading index, its epilogue pointed at that sample's memory.</summary>
    private static void EmitPerSample(
        SourceWriter writer, ProductKernel kernel, BatchedMatMul op, KernelProgram program, KernelTypes types, string name, KernelBody body)
    {
        var shape = kernel.Product.Shape;
        var (m, n) = (shape[shape.Rank - 2], shape.Last);
        var matrices = shape.ElementCount / (m * n);
        string Sample(Node node, int elements)
        {
            var buffer = program.BufferOf(node).Name;
            if (node.Shape.ElementCount < elements * matrices)
                return $"ref {buffer}";
            var index = node.Type.Batched ? "matrix" : matrices == 1 ? "" : $"(matrix % {CSharpLiterals.Integer(matrices)})";
            return index.Length == 0 ? $"ref {buffer}" : $"ref Unsafe.Add(ref {buffer}, {index} * {CSharpLiterals.Integer(elements)})";
        }

        var range = kernel.IsRowLocal
            ? $"int matrix = {ProgramEmitter.Times("begin", matrices)}; matrix < {ProgramEmitter.Times("end", matrices)}; matrix++"
            : $"int matrix = frame.Worker; matrix < {CSharpLiterals.Integer(matrices)}; matrix += frame.Workers";
        using (writer.Block($"for ({range})"))
        {
            var left = Sample(kernel.Left, kernel.Left.Shape.ElementCount / matrices);
            var right = Sample(kernel.Right, kernel.Right.Shape.ElementCount / matrices);
            var epilogue = $"new {name} {KernelFields.Initializer(body, v => Sample(v, m * n))}";
            writer.Line(op switch
            {
                { TransposeLeft: true, TransposeRight: false } =>
                    $"Gemm.MultiplyOuter<{types.Shape(m, n)}, {name}>({left}, {right}, {CSharpLiterals.Integer(kernel.Depth)}, 0, {CSharpLiterals.Integer(m)}, {epilogue});",
                { TransposeLeft: false } =>
                    $"Gemm.{(op.TransposeRight ? "MultiplyTransposed" : "Multiply")}<{types.Shape(kernel.Depth, n)}, {name}>({left}, {right}, 0, {CSharpLiterals.Integer(m)}, {epilogue});",
                _ => throw new InvalidOperationException("Both operands transposed is the transpose of a plain product and is never built."),
            });
        }
    }
}
