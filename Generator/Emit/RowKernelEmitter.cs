using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes a row kernel: a struct whose <c>Rows</c> loops over samples (or, if flat, over all their elements), with one method for the
/// body of each inner loop so that full vectors and the tail share it.</summary>
internal sealed class RowKernelEmitter
{
    private readonly RowKernel _kernel;
    private readonly KernelBody _body;
    private readonly List<string> _passes = [];
    private readonly string _self;
    private int _loops;

    private RowKernelEmitter(RowKernel kernel, string typeName, Func<Node, string?> nameOf)
    {
        _kernel = kernel;
        _body = new KernelBody(kernel.Nodes, v => $"{v.Type.Shape}{(v.Type.Batched ? " a row" : "")}", nameOf, typeName);
        _self = _body.FreshLocal("self");
    }

    /// <summary>The type, and the values whose memory its fields refer to.</summary>
    /// <param name="nameOf">The names that values have in the program.</param>
    /// <param name="title">What the kernel computes in the user's names, if it has any: the type is then called after it.</param>
    public static (KernelType Type, KernelBody Body) Emit(RowKernel kernel, string? title, Func<Node, string?> nameOf)
    {
        var name = BaseName(kernel, title);
        var emitter = new RowKernelEmitter(kernel, name, nameOf);
        var rows = kernel.IsFlat ? emitter.FlatRows() : emitter.SampleRows();
        var members = string.Join("\n\n", new[] { rows }.Concat(emitter._passes));
        return (new KernelType(name, "IRowKernel", Summary(kernel), emitter._body.Declarations(), members), emitter._body);
    }

    private string FlatRows()
    {
        var pass = new RowPassEmitter(_kernel, _kernel.Stages[0].Loops[0], _body);
        _passes.Add(pass.Method("Pass"));
        var writer = new SourceWriter();
        writer.Line("nuint at = begin;");
        WriteVectors(writer, pass, "at", "end", (_, offset) => $"{_self}.Pass<V, FullLanes<V>>(at{offset}, default);");
        writer.Line($"""
            for (; at + (nuint)V.Count <= end; at += (nuint)V.Count)
                {_self}.Pass<V, FullLanes<V>>(at, default);
            if (at < end)
                {_self}.Pass<V, TailLanes<V>>(at, new TailLanes<V>(end - at));
            """);
        return Rows(writer.ToString().TrimEnd());
    }

    /// <summary>The loop over several vectors a pass, if there are to be several.</summary>
    /// <param name="index">The local that counts elements.</param>
    /// <param name="end">The expression of the element to end before.</param>
    /// <param name="call">The call for the vector whose number and offset from the index are given.</param>
    private static void WriteVectors(SourceWriter writer, RowPassEmitter pass, string index, string end, Func<int, string, string> call)
    {
        var vectors = pass.VectorsAPass;
        if (vectors == 1)
            return;
        using (writer.Block($"for (; {index} + ({vectors} * (nuint)V.Count) <= {end}; {index} += {vectors} * (nuint)V.Count)"))
        {
            for (var copy = 0; copy < vectors; copy++)
                writer.Line(call(copy, copy == 0 ? "" : $" + ({copy} * (nuint)V.Count)"));
        }
    }

    private string SampleRows()
    {
        var writer = new SourceWriter();
        using (writer.Block("for (nuint row = begin; row < end; row++)"))
        {
            foreach (var stage in _kernel.Stages)
            {
                foreach (var loop in stage.Loops)
                    WriteLoop(writer, loop);
                foreach (var scalar in stage.Scalars)
                    WriteScalar(writer, scalar);
            }
        }

        return Rows(writer.ToString().TrimEnd());
    }

    // A copy, because the JIT keeps no field of this in a register.
    private string Rows(string content) =>
        $$"""
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            var {{_self}} = this;
            {{content.Replace("\n", "\n    ")}}
        }
        """;

    private void WriteLoop(SourceWriter writer, RowLoop loop)
    {
        var pass = new RowPassEmitter(_kernel, loop, _body);
        var name = $"Pass{CSharpLiterals.Integer(++_loops)}";
        _passes.Add(pass.Method(name));
        if (pass.HasTailApart)
            _passes.Add(pass.TailMethod(name));
        writer.Line($"// {string.Join(", ", loop.Nodes.Select(n => n.Op.Print()))} over {loop.Dimensions}");
        var outer = loop.Dimensions.Rank - Math.Max(1, loop.ReducedAxes);
        if (loop.ReducedAxes == 0)
            outer = loop.Dimensions.Rank - 1;
        WriteAxes(writer, loop, 0, outer, () => WriteFolded(writer, loop, pass, name, outer));
    }

    /// <summary>Loops over the axes [from, to), then what is inside.</summary>
    private static void WriteAxes(SourceWriter writer, RowLoop loop, int from, int to, Action inside)
    {
        if (from >= to)
        {
            inside();
            return;
        }

        using (writer.Block($"for (nuint i{from} = 0; i{from} < {loop.Dimensions[from]}; i{from}++)"))
            WriteAxes(writer, loop, from + 1, to, inside);
    }

    private void WriteFolded(SourceWriter writer, RowLoop loop, RowPassEmitter pass, string name, int outer)
    {
        var copies = pass.Copies;
        foreach (var reduction in pass.Reductions)
        {
            for (var copy = 0; copy < copies; copy++)
                writer.Line($"V {pass.Accumulator(reduction, copy)} = V.Create({((ReductionOp)reduction.Op).Identity});");
        }

        WriteAxes(writer, loop, outer, loop.Dimensions.Rank - 1, () => WriteInner(writer, loop, pass, name));
        foreach (var reduction in pass.Reductions)
        {
            for (var half = copies / 2; half > 0; half /= 2)
                WriteJoin(writer, pass, reduction, half);
        }

        foreach (var reduction in pass.Reductions)
            WriteFinish(writer, loop, pass, reduction, outer);
    }

    /// <summary>Folds the upper half of the accumulators into the lower.</summary>
    private static void WriteJoin(SourceWriter writer, RowPassEmitter pass, Node reduction, int half)
    {
        for (var copy = 0; copy < half; copy++)
        {
            string into = pass.Accumulator(reduction, copy), from = pass.Accumulator(reduction, copy + half);
            writer.Line($"{into} = {KernelBody.Shorten(((ReductionOp)reduction.Op).EmitCombine(into, from))};");
        }
    }

    private void WriteInner(SourceWriter writer, RowLoop loop, RowPassEmitter pass, string name)
    {
        var count = CSharpLiterals.Integer(loop.Dimensions.Last);
        var call = $"{_self}.{name}<V, FullLanes<V>>({pass.IndexArguments}j";
        var several = $"{_self}.{name}<V, {pass.LanesOfAPass}>({pass.IndexArguments}j";
        using (writer.Block(""))
        {
            writer.Line("nuint j = 0;");
            WriteVectors(writer, pass, "j", count, (copy, offset) => $"{several}{offset}, default({pass.LanesOfAPass}){pass.Arguments(copy % pass.Copies)});");
            if (pass.LeavesVectors)
            {
                writer.Line($"""
                    for (; j + (nuint)V.Count <= {count}; j += (nuint)V.Count)
                        {call}, default(FullLanes<V>){pass.Arguments()});
                    """);
            }

            if (!pass.LeavesElements)
                return;
            // Not of the copy, which would have to be in memory.
            var tail = pass.HasTailApart
                ? $"{name}Tail<V>({pass.IndexArguments}j"
                : $"{_self}.{name}<V, TailLanes<V>>({pass.IndexArguments}j, new TailLanes<V>({count} - j)";
            writer.Line($"""
                if (j < {count})
                    {tail}{pass.Arguments()});
                """);
        }
    }

    private void WriteFinish(SourceWriter writer, RowLoop loop, RowPassEmitter pass, Node reduction, int outer)
    {
        var across = KernelBody.Shorten(((ReductionOp)reduction.Op).EmitAcross(pass.Accumulator(reduction)));
        var isScalar = RowStages.IsRowScalar(reduction);
        if (isScalar)
            writer.Line($"V {_body.Local(reduction)} = V.Create({across});");
        if (!_kernel.Writes.Contains(reduction))
            return;
        var index = pass.Row(reduction.Shape.ElementCount);
        var step = reduction.Shape.ElementCount;
        for (var axis = 0; axis < outer; axis++)
        {
            step /= loop.Dimensions[axis];
            index.Add(step == 1 ? $"i{axis}" : $"(i{axis} * {step})");
        }

        var field = _body.Field(reduction, stores: true);
        writer.Line($"Unsafe.Add(ref {field}, {(index.Count == 0 ? "0" : string.Join(" + ", index))}) = {across};");
    }

    private void WriteScalar(SourceWriter writer, Node node)
    {
        var operands = node.Inputs.Select(i => ScalarOperand(i)).ToArray();
        writer.Line($"V {_body.Local(node)} = {KernelBody.Expression((ElementwiseOp)node.Op, operands)};");
        if (_kernel.Writes.Contains(node))
            writer.Line($"new TailLanes<V>(1).Store({_body.Local(node)}, ref {_body.Field(node, stores: true)}, {(_kernel.Batched ? RowIndex(node) : "0")});");
    }

    private string ScalarOperand(Node operand)
    {
        var source = Access.Resolve(operand);
        if (_kernel.Nodes.Contains(source))
            return _body.Local(source);
        if (Access.IsFormula(operand))
            return KernelBody.Formula(operand, "0");
        var cast = source.Type.Element == ElementType.Integer ? "(float)" : "";
        return $"V.Create({cast}Unsafe.Add(ref {_body.Field(source)}, {(source.Type.Batched ? RowIndex(source) : "0")}))";
    }

    private static string RowIndex(Node value) => ProgramEmitter.TimesIndex("row", Access.RowStride(value));

    private static string BaseName(RowKernel kernel, string? title) => Operations(kernel, title) + (kernel.IsFlat ? "Elements" : "Rows");

    /// <summary>What a kernel computes, as the beginning of a name.</summary>
    public static string Operations(RowKernel kernel, string? title)
    {
        var operations = kernel.Nodes.Select(n => UniqueNames.Pascal(n.Op.Mnemonic)).Distinct().ToArray();
        return title is not null ? UniqueNames.Pascal(title) : string.Concat(operations.Take(4)) + (operations.Length > 4 ? "AndMore" : "");
    }

    private static string Summary(RowKernel kernel)
    {
        var shapes = kernel.Nodes.Select(n => n.Shape).Distinct().ToArray();
        var where = kernel.IsFlat ? "Element by element" : kernel.Batched ? "Row by row" : "Once";
        return $"{where}: {string.Join(", ", kernel.Nodes.Select(n => n.Op.Print()))} on {string.Join(", ", shapes)}.";
    }
}
