using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <summary>The programs of a network, compiled from its definition. Those that need a loss or a metric are null without one.</summary>
internal sealed class NetworkPrograms
{
    /// <summary>Slots of a run: Runtime's <c>Bindings.Capacity</c>.</summary>
    private const int MostSlots = 32;

    private readonly NetworkSpec _spec;
    private readonly ParameterPlaces _places;
    private readonly DerivedValues _derived;
    private readonly DerivedValues _frozen;
    private readonly Lazy<bool> _trainsAsItPredicts;

    public NetworkPrograms(NetworkSpec spec, CancellationToken cancellation)
    {
        _spec = spec;
        _trainsAsItPredicts = new(() => DoesTrainAsItPredicts(Select(ResultRole.Output)));
        _places = new ParameterPlaces(spec.Parameters);
        _derived = new DerivedValues("Derived", fromTrained: true, spec.Parameters.Select(p => p.Name));
        _frozen = new DerivedValues("Frozen", fromTrained: false, spec.Parameters.Select(p => p.Name));
        GradientNames = [.. spec.Parameters.Select(p => p.Name), .. Inputs.Select(i => i.Name)];
        (Predict, PredictBlocks) = CompilePredict();
        cancellation.ThrowIfCancellationRequested();
        Evaluate = HasLoss || spec.Metrics.Count > 0 ? CompileEvaluate() : null;
        cancellation.ThrowIfCancellationRequested();
        (Train, TrainBlocks, TrainInputs) = HasLoss ? CompileTrain() : default;
        cancellation.ThrowIfCancellationRequested();
        Backward = CompileBackward();
        cancellation.ThrowIfCancellationRequested();
        (StreamGraph, Stream) = CompileStream();
        Derived = _derived.Compile(Slots([]) with { Gradients = [] });
        Frozen = _frozen.Compile(Slots([]) with { Gradients = [] });
    }

    public IEnumerable<InputSpec> Inputs => _spec.Inputs.Where(i => !i.IsTarget);

    public IEnumerable<GraphResult> Outputs => _spec.Graph.Results.Where(r => r.Role == ResultRole.Output);

    public bool HasLoss => _spec.Graph.Results.Any(r => r.Role == ResultRole.Loss);

    /// <summary>What gradients may be asked for, by bit: the parameters, then the inputs.</summary>
    public IReadOnlyList<string> GradientNames { get; }

    /// <summary>Whether training can give the outputs too: not if it would bind more than a run can.</summary>
    public bool TrainGivesOutputs => HasLoss && _spec.Inputs.Count + Inputs.Count() + Outputs.Count() + Memories.Count <= MostSlots;

    /// <summary>Whether the outputs of training are those of prediction: nothing in the network is different when it trains.</summary>
    public bool TrainsAsItPredicts => _trainsAsItPredicts.Value;

    /// <summary>Outputs from inputs, as at use: no dropout.</summary>
    public KernelProgram Predict { get; }

    /// <summary>The same for batches of a small network; null for others.</summary>
    public BlockProgram? PredictBlocks { get; }

    /// <summary>Loss and metrics row by row, as at use.</summary>
    public KernelProgram? Evaluate { get; }

    /// <summary>Mean loss and gradients, as in training.</summary>
    public KernelProgram? Train { get; }

    /// <summary>The same for batches of a small network, without gradients of inputs; null for others.</summary>
    public BlockProgram? TrainBlocks { get; }

    /// <summary>The same with gradients of inputs, where training needs much less code without them, since parts of the network are frozen; otherwise null, and
    /// <see cref="Train"/> has them.</summary>
    public KernelProgram? TrainInputs { get; }

    /// <summary>The memory of other networks that programs read parameters from, in the order of their slots, which are the last.</summary>
    public IReadOnlyList<ForeignMemory> Memories => _places.Memories;

    /// <summary>Gradients from gradients of the outputs that the caller gives, as at use.</summary>
    public KernelProgram? Backward { get; }

    /// <summary>What the other programs but those of training read that is computed from parameters alone; null if that is nothing.</summary>
    public KernelProgram? Derived { get; }

    /// <summary>What training reads that is computed from frozen parameters and constants alone; null if that is nothing.</summary>
    public KernelProgram? Frozen { get; }

    /// <summary>How the network takes its sequences step by step; null if it has none or cannot.</summary>
    public StreamGraph? StreamGraph { get; }

    /// <summary>One step of a stream.</summary>
    public KernelProgram? Stream { get; }

    private static bool DoesTrainAsItPredicts(Graph forward) =>
        GraphPrinter.Print(DeadCode.Run(StopGradientErasure.Run(forward))) == GraphPrinter.Print(Inference.Run(forward));

    private (StreamGraph?, KernelProgram?) CompileStream()
    {
        if (Streaming.Run(Inference.Run(Select(ResultRole.Output))) is not { } stream)
            return default;
        var outputs = stream.Graph.Results.Select(r => Placement.ResultSlot(r.Role, r.Name));
        string[] names = [.. Inputs.Select(i => i.Name), .. stream.States.Select(s => s.Name), .. outputs];
        return names.Length + Memories.Count > MostSlots ? default : ((StreamGraph?, KernelProgram?))(stream, Compile("StreamProgram", Simplify.Run(stream.Graph), names));
    }

    private (KernelProgram Rows, BlockProgram? Blocks) CompilePredict()
    {
        var graph = Simplify.Run(Inference.Run(OfSequences(ResultRole.Output)));
        string[] names = [.. Inputs.Select(i => i.Name), .. Outputs.Select(o => Placement.ResultSlot(ResultRole.Output, o.Name))];
        var derived = Take(_derived, names.Length, ref graph);
        var slots = Slots(names, derived);
        return (ProgramCompiler.Run("PredictProgram", graph, slots) with { Derived = derived }, BlockCompiler.Run("PredictBlocks", graph, slots, 0));
    }

    private KernelProgram CompileEvaluate()
    {
        var graph = Simplify.Run(Inference.Run(OfSequences(ResultRole.Loss, ResultRole.Metric)));
        return Compile("EvaluateProgram", graph, [.. _spec.Inputs.Select(i => i.Name)]);
    }

    /// <summary>A program that leaves parameters as they are.</summary>
    private KernelProgram Compile(string name, Graph graph, string[] slots)
    {
        var derived = Take(_derived, slots.Length, ref graph);
        return ProgramCompiler.Run(name, graph, Slots(slots, derived)) with { Derived = derived };
    }

    /// <summary>Takes what is computed from parameters alone out of a graph, if its program has a slot left for it.</summary>
    /// <returns>Null if nothing was taken.</returns>
    private DerivedValues? Take(DerivedValues values, int slots, ref Graph graph)
    {
        if (slots + Memories.Count >= MostSlots)
            return null;
        var before = graph;
        graph = values.Take(graph);
        return ReferenceEquals(before, graph) ? null : values;
    }

    private (KernelProgram Rows, BlockProgram? Blocks, KernelProgram? Inputs) CompileTrain()
    {
        var forward = Simplify.Run(RunningStatistics.Run(TrainGivesOutputs ? OfSequences(ResultRole.Loss, ResultRole.Output) : OfSequences(ResultRole.Loss)));
        var wanted = Reached(forward, ResultRole.Loss);
        var graph = Simplify.Run(Autodiff.Run(forward, wanted, keepOutputs: true));
        var outputs = TrainGivesOutputs ? Outputs.Select(o => o.Name).ToArray() : [];
        string[] names = [.. _spec.Inputs.Select(i => i.Name), .. InputGradientSlots(), .. outputs.Select(o => Placement.ResultSlot(ResultRole.Output, o))];
        var parameters = new HashSet<string>(_spec.Parameters.Select(p => p.Name), StringComparer.Ordinal);
        var ofParameters = Simplify.Run(Autodiff.Run(forward, [.. wanted.Where(parameters.Contains)], keepOutputs: true));
        // One of the three programs runs with the slots of all.
        DerivedValues? ofAll = Take(_frozen, names.Length, ref graph), ofFew = Take(_frozen, names.Length, ref ofParameters), frozen = ofAll ?? ofFew;
        var slots = Slots(names, frozen) with { OptionalOutputs = outputs };
        var blocks = BlockCompiler.Run("TrainBlocks", ofParameters, slots, _places.TrainedLength);
        // What blocks sum up is updated afterwards; one way of updating serves both programs.
        var ofRows = blocks is null ? slots : slots with { SmallestUpdate = int.MaxValue };
        return _spec.Parameters.Any(p => p.Kind == ParameterTraining.Frozen) && !wanted.All(parameters.Contains)
            ? (ProgramCompiler.Run("TrainProgram", ForRows(ofParameters), ofRows) with { Derived = frozen }, blocks, ProgramCompiler.Run("InputGradientsProgram", graph, slots with { SmallestUpdate = int.MaxValue }))
            : (ProgramCompiler.Run("TrainProgram", ForRows(graph), ofRows) with { Derived = frozen }, blocks, null);
    }

    /// <summary>A gradient's graph as it suits a program that goes over rows, layer by layer.</summary>
    private static Graph ForRows(Graph graph) => TransposedOnce.Run(SampleGradients.Run(JoinProducts.Run(graph)));

    private KernelProgram? CompileBackward()
    {
        var forward = Simplify.Run(Inference.WithoutDropout(OfSequences(ResultRole.Output)));
        var wanted = Reached(forward, ResultRole.Output);
        if (wanted.Count == 0)
            return null;
        var graph = Simplify.Run(Autodiff.RunFromOutputs(forward, wanted));
        var seeds = Outputs.Select(o => Autodiff.SeedName(o.Name));
        return Compile("BackwardProgram", graph, [.. Inputs.Select(i => i.Name), .. seeds, .. InputGradientSlots()]);
    }

    /// <summary>Parameters and float inputs that the results depend on by a path with a gradient; the gradient of the others is zero and no code computes it.</summary>
    private List<string> Reached(Graph forward, ResultRole role)
    {
        var unreached = new HashSet<string>(GradientFlow.Unreached(forward, GradientNames, role), StringComparer.Ordinal);
        return [.. GradientNames.Where(n => !unreached.Contains(n))];
    }

    private IEnumerable<string> InputGradientSlots() => Inputs.Select(i => Placement.ResultSlot(ResultRole.Gradient, i.Name));

    /// <param name="derived">What is bound behind the memory of other networks; null for nothing.</param>
    private Placement Slots(IEnumerable<string> names, DerivedValues? derived = null)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
            slots.Add(name, slots.Count);
        for (var memory = 1; memory <= Memories.Count; memory++)
            slots.Add(Placement.MemorySlot(memory), slots.Count);
        var foreign = _spec.Parameters.Where(p => !p.IsOwn)
            .ToDictionary(p => p.Name, p => (slots[Placement.MemorySlot(_places[p.Name].Memory)], _places[p.Name].MemoryOffset), StringComparer.Ordinal);
        if (derived is not null)
        {
            slots.Add(Placement.DerivedSlot, slots.Count);
            foreach (var value in derived.Offsets)
                foreign.Add(value.Key, (slots[Placement.DerivedSlot], value.Value));
        }

        return new Placement(_spec.Parameters.ToDictionary(p => p.Name, p => _places[p.Name].Offset, StringComparer.Ordinal), slots, GradientNames) { Foreign = foreign };
    }

    /// <summary>What programs that take whole sequences compute. A stream mostly has one row, which fills no vector with gates side by side.</summary>
    private Graph OfSequences(params ResultRole[] roles) => JoinSiblings.Run(Select(roles));

    private Graph Select(params ResultRole[] roles)
    {
        var results = _spec.Graph.Results.Where(r => roles.Contains(r.Role));
        return BranchMotion.Run(DeadCode.Run(new Graph(_spec.Graph.Nodes, [.. results], [.. _spec.Graph.Names, .. LayerNames()])));
    }

    /// <summary>Values that the user did not name are called after the layer that they come from.</summary>
    private IEnumerable<NamedNode> LayerNames()
    {
        var named = new HashSet<int>(_spec.Graph.Names.Select(n => n.Value.Id));
        foreach (var application in _spec.Applications)
        {
            if (named.Add(application.Output))
                yield return new NamedNode(application.Layer, _spec.Graph.Nodes[application.Output]);
            if (Preactivation(application) is { } sum && named.Add(sum.Id))
                yield return new NamedNode(application.Layer + " preactivation", sum);
        }
    }

    /// <summary>What a layer computes before its activation: the product with its kernel plus the bias.</summary>
    private Node? Preactivation(LayerApplication application) => _spec.Graph.Nodes.FirstOrDefault(n =>
        n.Op is Add && Access.Resolve(n.Inputs[0]) is { Op: KernelOp { HasEpilogue: true }, Inputs.Length: > 1 } product
        && Access.Resolve(product.Inputs[0]) == Access.Resolve(_spec.Graph.Nodes[application.Input])
        && Access.Resolve(product.Inputs[1]).Op is Parameter kernel && application.Parameters.Contains(kernel.Name));
}
