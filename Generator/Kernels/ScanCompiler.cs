using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Kernels;

/// <summary>From a scan to the program of its step.</summary>
internal sealed class ScanCompiler
{
    /// <summary>A step gives all that leaves it.</summary>
    private static readonly Placement AllResults = new(new Dictionary<string, int>(), new Dictionary<string, int>(), []);

    private readonly Node _node;
    private readonly Scan _scan;
    private readonly GraphBuilder _builder = new();
    private readonly Dictionary<int, Node> _inputs = [];
    private readonly Node[] _map;

    private ScanCompiler(Node node)
    {
        (_node, _scan) = (node, (Scan)node.Op);
        _map = new Node[_scan.Body.Nodes.Length];
        foreach (var inner in _scan.Body.Nodes)
            _map[inner.Id] = inner.Op is Input input ? AddInput(inner, input) : _builder.Add(inner.Op, [.. inner.Inputs.Select(i => Operand(inner, _map[i.Id]))]);
        foreach (var name in _scan.Body.Names)
            _builder.AddName(name.Name, _map[name.Value.Id]);
    }

    /// <param name="parts">The parts of the scan that are used.</param>
    public static ScanKernel Run(Node node, IReadOnlyList<Node> parts, IReadOnlyList<Node> reads) => new ScanCompiler(node).Compile(parts, reads);

    private Node AddInput(Node inner, Input input)
    {
        var index = Enumerable.Range(0, _node.Inputs.Length).First(i => _scan.InputName(i) == input.Name);
        var name = Access.Resolve(_node.Inputs[index]).Op is Parameter parameter ? parameter.Name : input.Name;
        return _inputs[index] = index < _scan.Sequences
            ? _builder.Add(new StepSlice(inner.Type, name, _scan.Steps * inner.Shape.ElementCount))
            : _builder.Add(new Input(inner.Type, name));
    }

    /// <summary>What does not go row by row needs its operands without gaps.</summary>
    private Node Operand(Node user, Node operand)
    {
        var reads = FusionGroup.KindOf(user) is not (null or GroupKind.Row);
        return reads && Access.IsSpaced(Access.Resolve(operand)) ? _builder.Add(new Stored(), operand) : operand;
    }

    private ScanKernel Compile(IReadOnlyList<Node> parts, IReadOnlyList<Node> reads)
    {
        var next = Enumerable.Range(0, _scan.States).Select(i => Store(Scan.StateName(i), _scan.Update(i), 1)).ToArray();
        var stores = parts.Where(p => p.Op is ScanSteps)
            .Select(p => (Inside: Store(p.Op.Print(), _scan.Body.Nodes[((ScanSteps)p.Op).Value], _scan.Steps), Outside: p)).ToArray();
        // What is stored part by part need not be put together.
        var live = DeadCode.Run(_builder.Build());
        foreach (var index in _inputs.Keys.Where(i => !live.Nodes.Any(n => n.Op.Equals(_inputs[i].Op))).ToArray())
            _inputs.Remove(index);
        var graph = ProgramCompiler.InPlace(Materialization.Run(live));
        Node Mapped(Node value) => graph.Nodes.Single(n => n.Op.Equals(value.Op) && n.Type == value.Type);
        var links = new ScanLinks(
            [.. Inputs(0, _scan.Sequences).Select(i => (Mapped(_inputs[i]), _node.Inputs[i]))],
            [.. Inputs(_scan.Sequences + _scan.States, _node.Inputs.Length).Select(i => (Mapped(_inputs[i]), _node.Inputs[i]))],
            [.. next.Select((n, i) => (State(i, Mapped), Mapped(n), _node.Inputs[_scan.Sequences + i]))],
            [.. stores.Select(s => (Mapped(s.Inside), s.Outside))]);
        return new ScanKernel(_node, Program(graph, links), links, reads, [.. parts.OrderBy(p => p.Id)]);
    }

    private IEnumerable<int> Inputs(int from, int to) => Enumerable.Range(from, to - from).Where(_inputs.ContainsKey);

    private Node Store(string name, Node value, int steps)
    {
        var source = _map[value.Id];
        var stride = steps * value.Shape.ElementCount;
        var store = JoinsInPlace.IsJoin(source)
            ? JoinsInPlace.Join(_builder, source, source.Inputs, offset => new StepStore(name, stride, offset))
            : _builder.Add(new StepStore(name, stride), source);
        _builder.AddResult(ResultRole.Output, name, store);
        return store;
    }

    /// <summary>The input that a state comes in by; of a state that no step reads, the store, which then has one place only.</summary>
    private Node State(int state, Func<Node, Node> mapped) =>
        mapped(_inputs.TryGetValue(_scan.Sequences + state, out var input) ? input : _builder.Results[state].Value);

    private KernelProgram Program(Graph graph, ScanLinks links)
    {
        var kernels = Lowering.Run(graph, RowLayout.Major);
        if (kernels.FirstOrDefault(k => !k.IsRowLocal) is { } wide)
            throw new InvalidOperationException($"'{wide.Nodes[0]}' in a scan needs all rows of the batch at once.");
        var steps = Schedule.Run(kernels, graph, AllResults);
        var names = new ProgramNames(graph);
        var buffers = new Dictionary<Node, KernelBuffer>();
        foreach (var (inside, _) in links.Slices.Concat(links.Stores))
            buffers[inside] = new KernelBuffer(inside, Storage.Slot, names.Of(inside), 0);
        foreach (var (inside, _) in links.Captures)
            buffers[inside] = new KernelBuffer(inside, Storage.Parameter, names.Of(inside), 0);
        var arena = 0;
        foreach (var value in links.States.SelectMany(s => new[] { s.Inside, s.Next }).Distinct())
        {
            buffers[value] = new KernelBuffer(value, Storage.Arena, names.Of(value), arena);
            arena += value.Shape.ElementCount;
        }

        foreach (var whole in buffers.Keys.ToArray())
        {
            foreach (var part in Access.Parts(whole))
                buffers[part] = buffers[whole];
        }

        var states = buffers.Keys.ToArray();
        var (rest, _) = MemoryPlan.Run(graph, steps, buffers, names.Of, []);
        foreach (var value in buffers.Keys.Except(states).ToArray())
            buffers[value] = buffers[value] with { Offset = buffers[value].Offset + arena };
        return new KernelProgram("Step", graph, steps, buffers, arena + rest, 0, []);
    }
}
