using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes a movement as a method that copies, row by row, each region with its innermost axis as one block where it is contiguous.</summary>
internal static class MovementEmitter
{
    // Loops over several axes around a copy are some fifty words.
    private const int MostRegions = MethodParts.MostWords / 50;

    public static void Emit(SourceWriter writer, MovementKernel kernel, KernelProgram program, KernelTypes types, RangeEmitter ranges)
    {
        var node = kernel.Node;
        var range = node.Type.Batched ? $"{ranges.Begin(kernel)}, {ranges.End(kernel)}" : "0, 1";
        foreach (var part in Split(kernel))
        {
            var method = types.Method(UniqueNames.Pascal(node.Op.Mnemonic), Method(part));
            var operands = string.Join(", ", Inputs(part).Select(i => $"ref {program.BufferOf(node.Inputs[i]).Name}"));
            writer.Line($"{method}({operands}, ref {program.BufferOf(node).Name}, {range});");
        }
    }

    /// <summary>For a block of rows each element of a sample is as many floats as the block has rows.</summary>
    public static void EmitBlock(SourceWriter writer, MovementKernel kernel, BlockProgram program, KernelTypes types)
    {
        var node = kernel.Node;
        foreach (var part in Split(kernel))
        {
            var method = types.Method(UniqueNames.Pascal(node.Op.Mnemonic) + "Block", BlockMethod(part));
            var operands = string.Join(", ", Inputs(part).Select(i => $"ref {program.BufferOf(node.Inputs[i]).Name}"));
            writer.Line($"{method}<V>({operands}, ref {program.BufferOf(node).Name});");
        }
    }

    /// <summary>A movement in parts each of which is short enough for a method: mostly one, itself.</summary>
    public static IReadOnlyList<MovementKernel> Split(MovementKernel kernel)
    {
        var count = Regions(kernel).Count;
        return count <= MostRegions ? [kernel] : [.. Enumerable.Range(0, (count + MostRegions - 1) / MostRegions).Select(Part)];

        MovementKernel Part(int number)
        {
            var part = kernel with { Regions = (number * MostRegions, (number + 1) * MostRegions) };
            var operands = new HashSet<Node>(Inputs(part).SelectMany(i => Access.Parts(kernel.Node.Inputs[i])));
            return part with { Reads = [.. kernel.Reads.Where(operands.Contains)] };
        }
    }

    private static IReadOnlyList<CopyRegion> Regions(MovementKernel kernel)
    {
        var regions = ((MovementOp)kernel.Node.Op).Regions([.. kernel.Node.Inputs.Select(i => i.Type)], kernel.Node.Type);
        return [.. regions.Take(kernel.Regions.End).Skip(kernel.Regions.First)];
    }

    /// <summary>The numbers of the operands that it copies from.</summary>
    private static IReadOnlyList<int> Inputs(MovementKernel kernel) => [.. Regions(kernel).Select(r => r.Input).Distinct().OrderBy(i => i)];

    private static bool ClearsResult(MovementKernel kernel) => ((MovementOp)kernel.Node.Op).LeavesZeros && kernel.Regions.First == 0;

    private static string Description(MovementKernel kernel) =>
        $"// {kernel.Node.Op.Print()}: {string.Join(", ", Inputs(kernel).Select(i => kernel.Node.Inputs[i].Shape))} → {kernel.Node.Shape}";

    private static string Parameters(MovementKernel kernel) => string.Join(", ", Inputs(kernel).Select(i => $"ref float input{i}"));

    private static string BlockMethod(MovementKernel kernel)
    {
        var node = kernel.Node;
        var writer = new SourceWriter();
        writer.Line(Description(kernel));
        writer.Line(ClassEmitter.OptimizedInProgram);
        writer.Line($"private static void $name$<V>({Parameters(kernel)}, ref float result)");
        writer.Line("    where V : struct, ISimd<V>");
        using (writer.Block(""))
        {
            writer.Line("int width = Block.Width<V>();");
            if (ClearsResult(kernel))
                writer.Line($"MemoryMarshal.CreateSpan(ref result, {CSharpLiterals.Integer(node.Shape.ElementCount)} * width).Clear();");
            foreach (var region in Regions(kernel))
            {
                WriteLoops(writer, region, (isBlock, loops) =>
                {
                    var size = isBlock ? $"{CSharpLiterals.Integer(region.Sizes[loops])} * width" : "width";
                    var from = $"ref Unsafe.Add(ref input{region.Input}, ({Offset("", region.InputOffset, region.InputStrides, loops)}) * width)";
                    var to = $"ref Unsafe.Add(ref result, ({Offset("", region.ResultOffset, region.ResultStrides, loops)}) * width)";
                    writer.Line($"MemoryMarshal.CreateReadOnlySpan({from}, {size}).CopyTo(MemoryMarshal.CreateSpan({to}, {size}));");
                });
            }
        }

        return writer.ToString().TrimEnd();
    }

    private static string Method(MovementKernel kernel)
    {
        var node = kernel.Node;
        var writer = new SourceWriter();
        writer.Line(Description(kernel));
        writer.Line(ClassEmitter.OptimizedInProgram);
        using (writer.Block($"private static void $name$({Parameters(kernel)}, ref float result, int begin, int end)"))
        using (writer.Block("for (nint row = begin; row < end; row++)"))
        {
            var count = CSharpLiterals.Integer(node.Shape.ElementCount);
            writer.Line($"ref float to = ref Unsafe.Add(ref result, row * {count});");
            if (ClearsResult(kernel))
                writer.Line($"MemoryMarshal.CreateSpan(ref to, {count}).Clear();");
            foreach (var region in Regions(kernel))
                WriteRegion(writer, region, node.Inputs[region.Input].Type);
        }

        return writer.ToString().TrimEnd();
    }

    private static void WriteRegion(SourceWriter writer, CopyRegion region, TensorType input)
    {
        if (IsMatrixTransposed(region))
            WriteTransposition(writer, region, input);
        else
            WriteCopies(writer, region, input);
    }

    /// <summary>Whether a region is a matrix of more than a few elements whose rows become columns.</summary>
    private static bool IsMatrixTransposed(CopyRegion region) =>
        region.Sizes.Count == 2 && region.Sizes.All(size => size >= 4) && region.InputStrides[0] == 1 && region.ResultStrides[1] == 1;

    private static void WriteTransposition(SourceWriter writer, CopyRegion region, TensorType input)
    {
        var row = input.Batched ? $"(row * {CSharpLiterals.Integer(input.Shape.ElementCount)})" : "";
        var (from, to) = (At($"input{region.Input}", Offset(row, region.InputOffset, [], 0)), At("to", CSharpLiterals.Integer(region.ResultOffset)));
        var sizes = $"{CSharpLiterals.Integer(region.Sizes[1])}, {CSharpLiterals.Integer(region.Sizes[0])}, {CSharpLiterals.Integer(region.InputStrides[1])}";
        writer.Line($"global::NetGen.Kernels.Transpose.Run({from}, {sizes}, {to}, {CSharpLiterals.Integer(region.ResultStrides[0])});");
    }

    private static string At(string name, string offset) => offset == "0" ? $"ref {name}" : $"ref Unsafe.Add(ref {name}, {offset})";

    private static void WriteCopies(SourceWriter writer, CopyRegion region, TensorType input) => WriteLoops(writer, region, (isBlock, loops) =>
    {
        var row = input.Batched ? $"(row * {CSharpLiterals.Integer(input.Shape.ElementCount)})" : "";
        var from = $"ref Unsafe.Add(ref input{region.Input}, {Offset(row, region.InputOffset, region.InputStrides, loops)})";
        var to = $"ref Unsafe.Add(ref to, {Offset("", region.ResultOffset, region.ResultStrides, loops)})";
        if (isBlock)
        {
            var size = CSharpLiterals.Integer(region.Sizes[loops]);
            writer.Line($"MemoryMarshal.CreateReadOnlySpan({from}, {size}).CopyTo(MemoryMarshal.CreateSpan({to}, {size}));");
        }
        else
        {
            writer.Line($"{to.Substring(4)} = {from.Substring(4)};");
        }
    });

    /// <summary>Loops over the axes of a region, but for the last where it is contiguous, and what is inside.</summary>
    private static void WriteLoops(SourceWriter writer, CopyRegion region, Action<bool, int> inside)
    {
        var last = region.Sizes.Count - 1;
        var isBlock = last >= 0 && region.InputStrides[last] == 1 && region.ResultStrides[last] == 1;
        var loops = isBlock ? last : region.Sizes.Count;
        var scopes = new Stack<SourceWriter.Scope>();
        for (var axis = 0; axis < loops; axis++)
            scopes.Push(writer.Block($"for (nint i{axis} = 0; i{axis} < {CSharpLiterals.Integer(region.Sizes[axis])}; i{axis}++)"));
        inside(isBlock, loops);
        while (scopes.Count > 0)
            scopes.Pop().Dispose();
    }

    private static string Offset(string row, int offset, IReadOnlyList<int> strides, int loops)
    {
        var terms = new List<string>();
        if (row.Length > 0)
            terms.Add(row);
        for (var axis = 0; axis < loops; axis++)
        {
            if (strides[axis] != 0)
                terms.Add(strides[axis] == 1 ? $"i{axis}" : $"(i{axis} * {CSharpLiterals.Integer(strides[axis])})");
        }

        if (offset != 0 || terms.Count == 0)
            terms.Add(CSharpLiterals.Integer(offset));
        return string.Join(" + ", terms);
    }
}
