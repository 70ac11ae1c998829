using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes the body of one inner loop of a row kernel as a method over the lanes that take part: loads, one statement a node,
/// stores, and the folding of reductions into their accumulators.</summary>
internal sealed class RowPassEmitter
{
    private const int Accumulators = 4;

    // Elements of a row: four vectors of the widest hardware, and where four sums of them are worth their joining.
    private const int LeastLengthOfSeveralVectors = 64, LeastLengthOfALongLoop = 256, LeastLengthBeyondTheCaches = 1 << 16;

    private const int MostNodesOfALightLoop = 4, MostNodesOfALightKernel = 10;

    // All widths divide it.
    private const int MostLanes = 16;

    // Two copies of more functions than this have more values than the JIT keeps in registers, which then are all in memory.
    private const int MostFunctions = 2;

    private readonly RowKernel _kernel;
    private readonly RowLoop _loop;
    private readonly KernelBody _body;
    private readonly Dictionary<Node, List<string>> _accumulators = [];
    private readonly Dictionary<(Node Source, string Index), string> _loaded = [];
    private readonly List<Node> _scalars;
    private readonly List<string> _statements = [];

    public RowPassEmitter(RowKernel kernel, RowLoop loop, KernelBody body)
    {
        (_kernel, _loop, _body) = (kernel, loop, body);
        Reductions = [.. loop.Nodes.Where(n => n.Op is ReductionOp)];
        _scalars = [.. loop.Nodes.SelectMany(n => n.Inputs).Select(Access.Resolve).Distinct().Where(IsGivenScalar)];
        foreach (var reduction in Reductions)
            _accumulators[reduction] = [body.FreshLocal("partial" + UniqueNames.Pascal(reduction.Op.Mnemonic))];
    }

    public IReadOnlyList<Node> Reductions { get; }

    /// <summary>
    /// Whether neighbouring vectors are folded into accumulators of their own: in a long loop that does little else, an addition would wait for the one before it.
    /// </summary>
    public bool HasManyAccumulators => Reductions.Count > 0 && VectorsAPass > 1 && _loop.Dimensions.Last >= LeastLengthOfALongLoop;

    /// <summary>The accumulators of each reduction.</summary>
    public int Copies => HasManyAccumulators ? Accumulators : 1;

    /// <summary>
    /// The vectors of each pass of the loop. A body of few instructions takes less time than going round the loop, so a long one does several at once; more of
    /// them where one row is all that is read and does not fit the nearer caches. Of two rows, hints would hold each other up.
    /// In a kernel of many values only sums do, which would wait for themselves: the JIT inlines only so many calls of a method.
    /// </summary>
    public int VectorsAPass => _loop.Nodes.Count > MostNodesOfALightLoop || Functions > 0 ? 1
        : _kernel.Nodes.Count > MostNodesOfALightKernel && (Reductions.Count == 0 || CallsFunctions) ? 1
        : _kernel.IsFlat ? 4
        : _loop.Dimensions.Last < LeastLengthOfSeveralVectors ? 1
        : Reductions.Count > 0 && _loaded.Count == 1 && _loop.Dimensions.Last >= LeastLengthBeyondTheCaches ? 8
        : 4;

    /// <summary>Whether the loop over <see cref="VectorsAPass"/> leaves whole vectors, on hardware of some width.</summary>
    public bool LeavesVectors => VectorsAPass == 1 || _loop.Dimensions.Last % (VectorsAPass * MostLanes) != 0;

    /// <summary>Whether whole vectors leave elements, on hardware of some width.</summary>
    public bool LeavesElements => _loop.Dimensions.Last % MostLanes != 0;

    /// <summary>The lanes of a vector in the loop over <see cref="VectorsAPass"/>.</summary>
    public string LanesOfAPass => VectorsAPass > Accumulators ? "StreamedLanes<V>" : "FullLanes<V>";

    /// <summary>Whether the tail has a method of its own. Accumulators would have to be in memory for it.</summary>
    public bool HasTailApart => !_kernel.IsFlat && LeavesElements && Reductions.Count == 0 && Functions > MostFunctions;

    private bool CallsFunctions => _statements.Any(s => s.Contains("VectorMath."));

    // The larger or smaller of two is but three instructions.
    private int Functions => _statements.Count(s => s.Replace("VectorMath.Max(", "").Replace("VectorMath.Min(", "").Contains("VectorMath."));

    /// <summary>Values of one element a row that the loop uses, then accumulators: as they are passed.</summary>
    /// <param name="copy">Which of its accumulators each reduction uses.</param>
    public string Arguments(int copy = 0) => string.Concat(
        _scalars.Select(_body.Local).Concat(Reductions.Select(r => $"ref {Accumulator(r, copy)}")).Select(argument => ", " + argument));

    /// <summary>The indices of the outer loops as they are passed, each with a comma behind it.</summary>
    public string IndexArguments => (_kernel.Batched ? "row, " : "") + string.Concat(Outer.Select(a => $"i{a}, "));

    private IEnumerable<int> Outer => Enumerable.Range(0, _loop.Dimensions.Rank - 1);

    /// <summary>The local of an accumulator.</summary>
    public string Accumulator(Node reduction, int copy = 0)
    {
        var names = _accumulators[reduction];
        while (names.Count <= copy)
            names.Add(_body.FreshLocal(names[0]));
        return names[copy];
    }

    /// <summary>The part of an index that the row contributes, for a value with <paramref name="stride"/> floats from row to row.</summary>
    public List<string> Row(int stride) => !_kernel.Batched ? [] : [stride == 1 ? "row" : $"(row * {CSharpLiterals.Integer(stride)})"];

    public string Method(string name)
    {
        foreach (var node in _loop.Nodes)
            Compute(node);
        foreach (var node in _loop.Nodes.Where(n => n.Op is not ReductionOp && _kernel.Writes.Contains(n)))
            _statements.Add($"lanes.Store({_body.Local(node)}, ref {_body.Field(node, stores: true)}, {InOrder(node)});");
        return $$"""
            {{ClassEmitter.Inlined(_statements.Count)}}
            private readonly void {{name}}<V, L>({{Parameters()}})
                where V : struct, ISimd<V>
                where L : struct, ILanes<V>
            {
                {{string.Join("\n    ", _statements)}}
            }
            """;
    }

    /// <summary>The method of the tail of a loop whose body is the method <paramref name="name"/>.</summary>
    public string TailMethod(string name) => $$"""
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void {{name}}Tail<V>({{Parameters().Replace(", L lanes", "")}})
            where V : struct, ISimd<V> => {{name}}<V, TailLanes<V>>({{IndexArguments}}j, new TailLanes<V>({{CSharpLiterals.Integer(_loop.Dimensions.Last)}} - j){{Arguments()}});
        """;

    private bool IsGivenScalar(Node source) => _kernel.Nodes.Contains(source) && !_loop.Nodes.Contains(source) && RowStages.IsRowScalar(source);

    private string Parameters()
    {
        if (_kernel.IsFlat)
            return "nuint at, L lanes";
        var indices = (_kernel.Batched ? "nuint row, " : "") + string.Concat(Outer.Select(a => $"nuint i{a}, "));
        var scalars = string.Concat(_scalars.Select(s => $", V {_body.Local(s)}"));
        var accumulators = string.Concat(Reductions.Select(r => $", ref V {Accumulator(r)}"));
        return $"{indices}nuint j, L lanes{scalars}{accumulators}";
    }

    private void Compute(Node node)
    {
        var operands = node.Inputs.Select(i => Operand(node, i)).ToArray();
        if (node.Op is ReductionOp reduction)
        {
            var accumulator = Accumulator(node);
            var kept = $"lanes.Keep({operands[0]}, V.Create({reduction.Identity}))";
            _statements.Add($"{accumulator} = {KernelBody.Shorten(reduction.EmitCombine(accumulator, kept))};");
        }
        else
        {
            _statements.Add($"V {_body.Local(node)} = {KernelBody.Expression((ElementwiseOp)node.Op, operands)};");
        }
    }

    private string Operand(Node user, Node operand)
    {
        var source = Access.Resolve(operand);
        if ((_loop.Nodes.Contains(source) && source.Op is not ReductionOp) || IsGivenScalar(source))
            return _body.Local(source);
        var type = user.Op is ReductionOp ? operand.Type : user.Type;
        if (Access.IsFormula(operand))
            return FormulaOperand(operand, type);
        var field = _body.Field(source);
        var (index, isBroadcast) = _kernel.IsFlat
            ? (operand.Shape.ElementCount == 1 && type.Shape.ElementCount != 1 || !operand.Type.Batched && type.Batched ? ("0", true) : ("at", false))
            : Index(operand, source, type);
        var key = (source, index + isBroadcast);
        if (!_loaded.TryGetValue(key, out var local))
        {
            local = _loaded.Values.Contains(_body.Local(source)) ? _body.FreshLocal(_body.Local(source)) : _body.Local(source);
            _loaded.Add(key, local);
            _statements.Add($"V {local} = {Load(source, field, index, isBroadcast)};");
        }

        return local;
    }

    private static string Load(Node source, string field, string index, bool isBroadcast)
    {
        var isInteger = source.Type.Element == ElementType.Integer;
        if (!isBroadcast)
            return $"lanes.{(isInteger ? "LoadIntegers" : "Load")}(ref {field}, {index})";
        var element = index == "0" ? field : $"Unsafe.Add(ref {field}, {index})";
        return isInteger ? $"V.Create((float){element})" : $"V.Create({element})";
    }

    private string FormulaOperand(Node operand, TensorType type)
    {
        if (Access.Resolve(operand).Shape.ElementCount == 1)
            return KernelBody.Formula(operand, "0");
        var strides = Access.Strides(operand, type, _loop.Dimensions);
        var terms = Terms(strides);
        return strides[strides.Count - 1] == 1
            ? KernelBody.Formula(operand, string.Join(" + ", terms))
            : $"V.Create((float)({string.Join(" + ", terms)}))";
    }

    private (string Index, bool IsBroadcast) Index(Node operand, Node source, TensorType type)
    {
        var strides = Access.Strides(operand, type, _loop.Dimensions);
        var terms = source.Type.Batched ? Row(Access.RowStride(source)) : [];
        terms.AddRange(Terms(strides));
        return (terms.Count == 0 ? "0" : string.Join(" + ", terms), strides[strides.Count - 1] == 0);
    }

    private List<string> Terms(IReadOnlyList<int> strides)
    {
        var terms = new List<string>();
        for (var axis = 0; axis < strides.Count; axis++)
        {
            var index = axis == strides.Count - 1 ? "j" : $"i{axis}";
            if (strides[axis] != 0)
                terms.Add(strides[axis] == 1 ? index : $"({index} * {CSharpLiterals.Integer(strides[axis])})");
        }

        return terms;
    }

    private string InOrder(Node node)
    {
        if (_kernel.IsFlat)
            return "at";
        var terms = Row(Access.RowStride(node));
        terms.AddRange(Terms(Broadcasting.Strides(_loop.Dimensions, _loop.Dimensions)));
        return string.Join(" + ", terms);
    }
}
