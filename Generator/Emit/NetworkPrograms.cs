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

    public NetworkPrograms(NetworkSpec spec, CancellationToken cancellation)
    {
        _spec = spec;
        _places = new ParameterPlaces(spec.Parameters);
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
    }

    public IEnumerable<InputSpec> Inputs => _spec.Inputs.Where(i => !i.IsTarget);

    public IEnumerable<GraphResult> Outputs => _spec.Graph.Results.Where(r => r.Role == ResultRole.Output);

    public bool HasLoss => _spec.Graph.Results.Any(r => r.Role == ResultRole.Loss);

    /// <summary>What gradients may be asked for, by bit: the parameters, then the inputs.</summary>
    public IReadOnlyList<string> GradientNames { get; }

    /// <summary>Whether training can give the outputs too: not if it would bind more than a run can.</summary>
    public bool TrainGivesOutputs => HasLoss && _spec.Inputs.Count + Inputs.Count() + Outputs.Count() + Memories.Count <= MostSlots;

    /// <summary>Whether the outputs of training are those of prediction: nothing in the network is different when it trains.</summary>
    public bool TrainsAsItPredicts
    {
        get
        {
            var forward = Select(ResultRole.Output);
            return GraphPrinter.Print(DeadCode.Run(StopGradientErasure.Run(forward))) == GraphPrinter.Print(Inference.Run(forward));
        }
    }

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

    /// <summary>How the network takes its sequences step by step; null if it has none or cannot.</summary>
    public StreamGraph? StreamGraph { get; }

    /// <summary>One step of a stream.</summary>
    public KernelProgram? Stream { get; }

    private (StreamGraph?, KernelProgram?) CompileStream()
    {
        if (Streaming.Run(Inference.Run(Select(ResultRole.Output))) is not { } stream)
            return default;
        var outputs = stream.Graph.Results.Select(r => Placement.ResultSlot(r.Role, r.Name));
        string[] names = [.. Inputs.Select(i => i.Name), .. stream.States.Select(s => s.Name), .. outputs];
        return names.Length + Memories.Count > MostSlots
            ? default
            : ((StreamGraph?, KernelProgram?))(stream, ProgramCompiler.Run("StreamProgram", Simplify.Run(stream.Graph), Slots(names)));
    }

    private (KernelProgram Rows, BlockProgram? Blocks) CompilePredict()
    {
        var graph = Simplify.Run(Inference.Run(Select(ResultRole.Output)));
        var slots = Slots(Inputs.Select(i => i.Name).Concat(Outputs.Select(o => Placement.ResultSlot(ResultRole.Output, o.Name))));
        return (ProgramCompiler.Run("PredictProgram", graph, slots), BlockCompiler.Run("PredictBlocks", graph, slots, 0));
    }

    private KernelProgram CompileEvaluate()
    {
        var graph = Simplify.Run(Inference.Run(Select(ResultRole.Loss, ResultRole.Metric)));
        return ProgramCompiler.Run("EvaluateProgram", graph, Slots(_spec.Inputs.Select(i => i.Name)));
    }

    private (KernelProgram Rows, BlockProgram? Blocks, KernelProgram? Inputs) CompileTrain()
    {
        var forward = Simplify.Run(RunningStatistics.Run(TrainGivesOutputs ? Select(ResultRole.Loss, ResultRole.Output) : Select(ResultRole.Loss)));
        var wanted = Reached(forward, ResultRole.Loss);
        var graph = Simplify.Run(Autodiff.Run(forward, wanted, keepOutputs: true));
        var outputs = TrainGivesOutputs ? Outputs.Select(o => o.Name).ToArray() : [];
        var names = _spec.Inputs.Select(i => i.Name).Concat(InputGradientSlots()).Concat(outputs.Select(o => Placement.ResultSlot(ResultRole.Output, o)));
        var slots = Slots(names) with { OptionalOutputs = outputs };
        var parameters = new HashSet<string>(_spec.Parameters.Select(p => p.Name), StringComparer.Ordinal);
        var ofParameters = Simplify.Run(Autodiff.Run(forward, [.. wanted.Where(parameters.Contains)], keepOutputs: true));
        var blocks = BlockCompiler.Run("TrainBlocks", ofParameters, slots, _places.TrainedLength);
        // What blocks sum up is updated afterwards; one way of updating serves both programs.
        var ofRows = blocks is null ? slots : slots with { SmallestUpdate = int.MaxValue };
        return _spec.Parameters.Any(p => p.Kind == ParameterTraining.Frozen) && !wanted.All(parameters.Contains)
            ? (ProgramCompiler.Run("TrainProgram", ofParameters, ofRows), blocks, ProgramCompiler.Run("InputGradientsProgram", graph, slots with { SmallestUpdate = int.MaxValue }))
            : (ProgramCompiler.Run("TrainProgram", graph, ofRows), blocks, null);
    }

    private KernelProgram? CompileBackward()
    {
        var forward = Simplify.Run(Inference.WithoutDropout(Select(ResultRole.Output)));
        var wanted = Reached(forward, ResultRole.Output);
        if (wanted.Count == 0)
            return null;
        var graph = Simplify.Run(Autodiff.RunFromOutputs(forward, wanted));
        var seeds = Outputs.Select(o => Autodiff.SeedName(o.Name));
        return ProgramCompiler.Run("BackwardProgram", graph, Slots(Inputs.Select(i => i.Name).Concat(seeds).Concat(InputGradientSlots())));
    }

    /// <summary>Parameters and float inputs that the results depend on by a path with a gradient; the gradient of the others is zero and no code computes it.</summary>
    private List<string> Reached(Graph forward, ResultRole role)
    {
        var unreached = new HashSet<string>(GradientFlow.Unreached(forward, GradientNames, role), StringComparer.Ordinal);
        return [.. GradientNames.Where(n => !unreached.Contains(n))];
    }

    private IEnumerable<string> InputGradientSlots() => Inputs.Select(i => Placement.ResultSlot(ResultRole.Gradient, i.Name));

    private Placement Slots(IEnumerable<string> names)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
            slots.Add(name, slots.Count);
        for (var memory = 1; memory <= Memories.Count; memory++)
            slots.Add(Placement.MemorySlot(memory), slots.Count);
        var foreign = _spec.Parameters.Where(p => !p.IsOwn)
            .ToDictionary(p => p.Name, p => (slots[Placement.MemorySlot(_places[p.Name].Memory)], _places[p.Name].MemoryOffset), StringComparer.Ordinal);
        return new Placement(_spec.Parameters.ToDictionary(p => p.Name, p => _places[p.Name].Offset, StringComparer.Ordinal), slots, GradientNames) { Foreign = foreign };
    }

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
        n.Op is Add && n.Inputs[0] is { Op: KernelOp { HasEpilogue: true } } product
        && product.Inputs[0].Id == application.Input && product.Inputs[1].Op is Parameter kernel && application.Parameters.Contains(kernel.Name));
}
