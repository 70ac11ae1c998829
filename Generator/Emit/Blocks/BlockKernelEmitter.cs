using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes a row kernel for blocks: a struct whose <c>Lanes</c> loops over the features of as many rows as a vector has lanes. Reductions
/// over features need nothing across lanes.</summary>
internal sealed class BlockKernelEmitter
{
    private readonly RowKernel _kernel;
    private readonly KernelBody _body;
    private readonly SourceWriter _writer = new();

    private BlockKernelEmitter(RowKernel kernel, string typeName, Func<Node, string?> nameOf)
    {
        _kernel = kernel;
        _body = new KernelBody(kernel.Nodes, v => $"{v.Type.Shape}{(v.Type.Batched ? " a row" : "")}", nameOf, typeName, RowLayout.Lanes);
    }

    /// <summary>The type, and the values whose memory its fields refer to.</summary>
    /// <param name="title">What the kernel computes in the user's names, if it has any.</param>
    /// <param name="nameOf">The names that values have in the program.</param>
    public static (KernelType Type, KernelBody Body) Emit(RowKernel kernel, string? title, Func<Node, string?> nameOf)
    {
        var name = RowKernelEmitter.Operations(kernel, title) + "Block";
        var emitter = new BlockKernelEmitter(kernel, name, nameOf);
        var method = emitter.Method();
        var summary = $"Feature by feature: {string.Join(", ", kernel.Nodes.Select(n => n.Op.Print()))}.";
        return (new KernelType(name, "IBlockKernel", summary, emitter._body.Declarations(), method), emitter._body);
    }

    private string Method()
    {
        foreach (var stage in _kernel.Stages)
        {
            foreach (var loop in stage.Loops)
                new Loop(this, loop).Write();
            foreach (var scalar in stage.Scalars)
                Compute(scalar, i => Operand(i, scalar.Type, Shape.Of(1), new HashSet<Node>()), ["0"]);
        }

        return $$"""
            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            public readonly void Lanes<V>(nuint lane)
                where V : struct, ISimd<V>
            {
                nuint width = (nuint)Block.Width<V>();
                {{_writer.ToString().TrimEnd().Replace("\n", "\n    ")}}
            }
            """;
    }

    /// <summary>One statement for a node, and its store if it is needed in memory.</summary>
    private void Compute(Node node, Func<Node, string> operand, List<string> index)
    {
        _writer.Line($"V {_body.Local(node)} = {KernelBody.Expression((ElementwiseOp)node.Op, [.. node.Inputs.Select(operand)])};");
        Store(node, index);
    }

    private void Store(Node node, List<string> index)
    {
        if (_kernel.Writes.Contains(node))
            _writer.Line($"V.Store({_body.Local(node)}, ref {_body.Field(node, stores: true)}, {At(index)});");
    }

    /// <param name="inLoop">Values computed in the loop around, whose locals are at hand.</param>
    private string Operand(Node operand, TensorType user, Shape loop, ICollection<Node> inLoop)
    {
        var source = Access.Resolve(operand);
        if (inLoop.Contains(source) || (_kernel.Nodes.Contains(source) && RowStages.IsRowScalar(source)))
            return _body.Local(source);
        var terms = Terms(Access.Strides(operand, user, loop), loop);
        if (Access.IsFormula(operand))
            return source.Shape.ElementCount == 1 ? KernelBody.Formula(operand, "0") : $"V.Create((float)({Join(terms)}))";
        return source.Type.Batched
            ? $"V.Load(ref {_body.Field(source)}, {At(terms)})"
            : Join(terms) == "0" ? $"V.Create({_body.Field(source)})" : $"V.Create(Unsafe.Add(ref {_body.Field(source)}, {Join(terms)}))";
    }

    /// <summary>The parts of an index; an axis of size 1 has no loop and no part.</summary>
    private static List<string> Terms(IReadOnlyList<int> strides, Shape loop)
    {
        var terms = new List<string>();
        for (var axis = 0; axis < strides.Count; axis++)
        {
            if (strides[axis] != 0 && loop[axis] != 1)
                terms.Add(strides[axis] == 1 ? $"i{axis}" : $"(i{axis} * {CSharpLiterals.Integer(strides[axis])})");
        }

        return terms;
    }

    private static string Join(List<string> terms) => terms.Count == 0 ? "0" : string.Join(" + ", terms);

    private static string At(List<string> terms) => Join(terms) switch
    {
        "0" => "lane",
        var one when terms.Count == 1 => $"({one} * width) + lane",
        var several => $"(({several}) * width) + lane",
    };

    /// <summary>One loop over the features of a row, with the reductions that it folds.</summary>
    private sealed class Loop(BlockKernelEmitter kernel, RowLoop loop)
    {
        private readonly HashSet<Node> _inLoop = [.. loop.Nodes.Where(n => n.Op is not ReductionOp)];
        private readonly Node[] _reductions = [.. loop.Nodes.Where(n => n.Op is ReductionOp)];
        private readonly int _outer = loop.Dimensions.Rank - loop.ReducedAxes;

        public void Write()
        {
            kernel._writer.Line($"// {string.Join(", ", loop.Nodes.Select(n => n.Op.Print()))} over {loop.Dimensions}");
            Axes(0, _outer, Folded);
        }

        private void Folded()
        {
            foreach (var reduction in _reductions)
                kernel._writer.Line($"V {kernel._body.Local(reduction)} = V.Create({((ReductionOp)reduction.Op).Identity});");
            Axes(_outer, loop.Dimensions.Rank, Body);
            foreach (var reduction in _reductions)
                kernel.Store(reduction, Terms(Strides(_outer), loop.Dimensions));
        }

        private void Body()
        {
            foreach (var node in loop.Nodes)
            {
                if (node.Op is ReductionOp reduction)
                {
                    var local = kernel._body.Local(node);
                    var value = kernel.Operand(node.Inputs[0], node.Inputs[0].Type, loop.Dimensions, _inLoop);
                    kernel._writer.Line($"{local} = {KernelBody.Shorten(reduction.EmitCombine(local, value))};");
                }
                else
                {
                    kernel.Compute(node, i => kernel.Operand(i, node.Type, loop.Dimensions, _inLoop), Terms(Strides(loop.Dimensions.Rank), loop.Dimensions));
                }
            }
        }

        /// <summary>The strides of a value that has one element for each turn of the loops over the first <paramref name="axes"/> axes.</summary>
        private int[] Strides(int axes)
        {
            var strides = new int[axes];
            for (int axis = axes - 1, stride = 1; axis >= 0; axis--)
            {
                strides[axis] = stride;
                stride *= loop.Dimensions[axis];
            }

            return strides;
        }

        private void Axes(int from, int to, Action inside)
        {
            if (from >= to)
            {
                inside();
                return;
            }

            if (loop.Dimensions[from] == 1)
            {
                Axes(from + 1, to, inside);
                return;
            }

            using (kernel._writer.Block($"for (nuint i{from} = 0; i{from} < {CSharpLiterals.Integer(loop.Dimensions[from])}; i{from}++)"))
                Axes(from + 1, to, inside);
        }
    }
}
