using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Emit;

/// <summary>Writes the generated part of the user's class: what users call, each member a thin call into the network's programs.</summary>
internal sealed class ClassEmitter
{
    /// <summary>On what is called for each batch: compiled for speed at once, not after some thousand calls.</summary>
    public const string Optimized =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    /// <summary>The attribute of a method of so many statements on vectors that is to be inlined. Of more than some dozens the JIT may make calls, and
    /// must then compile the method for speed at its first.</summary>
    public static string Inlined(int statements) =>
        statements <= 32 ? "[MethodImpl(MethodImplOptions.AggressiveInlining)]" : "[MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]";

    /// <summary>As <see cref="Optimized"/>, where the namespace is imported.</summary>
    public const string OptimizedInProgram = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private readonly SourceWriter _writer;
    private readonly NetworkSpec _spec;
    private readonly NetworkBodies _bodies;
    private readonly TensorParameters _tensors;

    private ClassEmitter(SourceWriter writer, NetworkSpec spec, NetworkBodies bodies)
    {
        (_writer, _spec, _bodies) = (writer, spec, bodies);
        _tensors = new TensorParameters(spec);
    }

    private IReadOnlyList<TensorParameter> StepTensors => _tensors.Step;

    private string Name => CSharpLiterals.Identifier(_spec.Class.Name);

    public static void Emit(SourceWriter writer, NetworkSpec spec, NetworkBodies bodies)
    {
        var emitter = new ClassEmitter(writer, spec, bodies);
        var scopes = new Stack<SourceWriter.Scope>();
        if (spec.Class.Namespace.Length > 0)
            scopes.Push(writer.Block($"namespace {spec.Class.Namespace}"));
        foreach (var outer in spec.Class.ContainingTypes)
            scopes.Push(writer.Block(outer));
        if (spec.Class.TakesNoMembers)
        {
            // The definition is refused for that; only what its own methods need is written.
            scopes.Push(writer.Block(spec.Class.Declaration));
            emitter.EmitAliases();
            LayerMethodEmitter.Emit(writer, spec);
        }
        else
        {
            if (bodies.Programs is not null && NetworkText.Write(SourceNetwork.Of(spec)) is { } graph)
                writer.Line($"[global::NetGen.CompiledNetwork({CSharpLiterals.Integer(NetworkText.Version)}, {CSharpLiterals.String(graph)})]");
            scopes.Push(writer.Block($"{spec.Class.Declaration} : global::NetGen.INetwork"));
            emitter.EmitMembers();
        }

        while (scopes.Count > 0)
            scopes.Pop().Dispose();
    }

    private void EmitMembers()
    {
        EmitAliases();
        EmitConstruction();
        EmitPredict();
        EmitEvaluate();
        if (_bodies.HasLoss)
            GradientsEmitter.EmitGradients(_writer, _bodies, _tensors);
        if (_bodies.HasBackward)
            GradientsEmitter.EmitBackward(_writer, _bodies, _tensors);
        EmitTrainer();
        StreamEmitter.EmitClass(_writer, _spec, _bodies);
        EmitFiles();
        EmitInterface();
        LayerMethodEmitter.Emit(_writer, _spec);
    }

    private void EmitAliases()
    {
        if (_spec.ActivationAliases.Count == 0)
            return;
        _writer.Line("// In this class's layer attributes these names are activations, though NetGen.Ops has functions of the same names.");
        foreach (var alias in _spec.ActivationAliases)
            _writer.Line($"private const global::NetGen.Activation {alias} = global::NetGen.Activation.{alias};");
    }

    private void EmitConstruction()
    {
        new ConstructionEmitter(_writer.Blank(), _spec, _bodies).EmitConstructor();
        Property("The network as a table (<c>Summary()</c>) and as a picture (<c>ToMermaid()</c>, <c>ToDot()</c>).", "static global::NetGen.NetworkGraph Graph", $"{_bodies.Class}.Graph");
        _writer.Blank().Doc("summary", "All parameters, in one flat buffer with a view for each name.");
        _writer.Line(_bodies.Programs is null
            ? $"public global::NetGen.ParameterSet Parameters => {_bodies.Expression("")};"
            : "public global::NetGen.ParameterSet Parameters { get; }");
        _writer.Blank().Doc("summary", "What the first values of the parameters, and dropout, are drawn from.");
        _writer.Line(_bodies.Programs is null ? "public ulong Seed => 0;" : "public ulong Seed { get; }");
        EmitThreads();
    }

    private void EmitThreads()
    {
        if (_bodies.Programs is not null)
            _writer.Blank().Line("private int _threads;");
        _writer.Blank().Doc("summary", "The largest number of threads of predictions and evaluations, 0 for all of the pool. Results are the same bits for every number.");
        if (_bodies.Programs is null)
        {
            _writer.Line("public int Threads { get; set; }");
            return;
        }

        _writer.Doc("exception", "The number is negative.", "cref=\"global::System.ArgumentOutOfRangeException\"");
        using (_writer.Block("public int Threads"))
            _writer.Line("get => _threads;").Line($"set => _threads = global::NetGen.Kernels.BatchCheck.Threads({CSharpLiterals.String(_spec.Class.Name)}, value);");
    }

    private void EmitPredict()
    {
        TensorParameter[] tensors = [.. _tensors.Inputs, .. _tensors.Outputs];
        _writer.Blank().Doc("summary", "Computes the outputs of a batch of any number of rows. Allocates nothing; any number of threads may call it at once, while no one trains.");
        Document(tensors);
        _writer.Doc("exception", "A span's length is not rows × its width, or the spans differ in their rows.", "cref=\"global::System.ArgumentException\"");
        _writer.Line(Optimized);
        _writer.Line($"public void Predict({TensorParameter.PublicDeclarations(tensors)}) =>");
        using (_writer.Indent())
            _writer.Line(_bodies.Expression($"{_bodies.Class}.Predict(Parameters, Threads, {TensorParameter.Names(tensors)})") + ";");
        EmitPredictDataSet();
    }

    private void EmitPredictDataSet()
    {
        var arguments = _tensors.Inputs.Select(FromBatch).Concat(_tensors.Outputs.Select((_, i) => $"columns.Output({CSharpLiterals.Integer(i)})"));
        _writer.Blank().Doc("summary", "The outputs for all rows of <paramref name=\"data\"/>, as columns under their own names, with dropout off.");
        _writer.Doc("param", "Columns named as the inputs.", "name=\"data\"");
        _writer.Doc("param", "The rows computed at a time.", "name=\"batchSize\"");
        _bodies.Block(_writer, "public global::NetGen.DataSet Predict(global::NetGen.DataSet data, int batchSize = 256)", $"""
            using var columns = new global::NetGen.Kernels.PredictedColumns(data, {_bodies.Class}.Inputs, {_bodies.Class}.Outputs, batchSize);
            while (columns.Read(out global::NetGen.BatchView batch))
                {_bodies.Class}.Predict(Parameters, Threads, {string.Join(", ", arguments)});
            return columns.ToDataSet();
            """);
    }

    private void EmitEvaluate()
    {
        if (!_bodies.HasMetricsOrLoss)
            return;
        _writer.Blank().Doc("summary", $"The mean loss{Metrics()} over a batch of any number of rows, with dropout off.");
        Document(StepTensors);
        _bodies.Block(_writer, $"public global::NetGen.EvaluationResult Evaluate({TensorParameter.PublicDeclarations(StepTensors)})", $"""
            var totals = new global::NetGen.Kernels.MetricAccumulator({_bodies.Class}.Metrics);
            {_bodies.Class}.Evaluate(Parameters, Threads, totals, {TensorParameter.Names(StepTensors)});
            return totals.Finish();
            """);
        _writer.Blank().Doc("summary", $"The mean loss{Metrics()} over all rows of <paramref name=\"data\"/>, with dropout off.");
        _writer.Doc("param", "Columns named as the inputs and targets.", "name=\"data\"");
        _writer.Doc("param", "The rows computed at a time.", "name=\"batchSize\"");
        _bodies.Block(_writer, "public global::NetGen.EvaluationResult Evaluate(global::NetGen.DataSet data, int batchSize = 256)", $"""
            var totals = new global::NetGen.Kernels.MetricAccumulator({_bodies.Class}.Metrics);
            using var reader = new global::NetGen.BatchReader(data, {_bodies.Class}.Inputs, batchSize, new global::NetGen.BatchReaderOptions {"{"} Shuffle = false {"}"});
            reader.Start(0);
            while (reader.Read(out global::NetGen.BatchView batch))
                {_bodies.Class}.Evaluate(Parameters, Threads, totals, {FromBatch()});
            return totals.Finish();
            """);
    }

    private string Metrics() => _spec.Metrics.Count == 0 ? "" : $" and {string.Join(", ", _spec.Metrics.Select(m => m.Name))}";

    private string FromBatch() => string.Join(", ", StepTensors.Select(FromBatch));

    private static string FromBatch(TensorParameter tensor, int slot) =>
        $"batch.{(tensor.Type.Element == ElementType.Integer ? "Integers" : "Floats")}({CSharpLiterals.Integer(slot)})";

    private void EmitTrainer() => TrainerEmitter.Emit(_writer, _spec, _bodies, _tensors, FromBatch());

    private void EmitFiles()
    {
        _writer.Blank().Doc("summary", "Writes all parameters to a safetensors file, which is replaced only when the new one is complete.");
        _writer.Line($"public void Save(string path) => {_bodies.Expression($"global::NetGen.ParameterFile.Save(path, Parameters, {CSharpLiterals.String(_spec.Class.Name)})")};");
        new ConstructionEmitter(_writer, _spec, _bodies).EmitLoad();
    }

    private void EmitInterface()
    {
        Interface("string", "Name", CSharpLiterals.String(_spec.Class.Name));
        Interface("global::System.Collections.Generic.IReadOnlyList<global::NetGen.TensorInfo>", "Inputs", _bodies.Expression($"{_bodies.Class}.Inputs"));
        Interface("global::System.Collections.Generic.IReadOnlyList<global::NetGen.TensorInfo>", "Outputs", _bodies.Expression($"{_bodies.Class}.Outputs"));
        Interface("global::System.Collections.Generic.IReadOnlyList<global::NetGen.MetricInfo>", "Metrics", _bodies.Expression($"{_bodies.Class}.Metrics"));
        Interface("global::NetGen.NetworkGraph", "Structure", "Graph");
        if (!_bodies.HasMetricsOrLoss)
            _writer.Blank().Line($"global::NetGen.EvaluationResult global::NetGen.INetwork.Evaluate(global::NetGen.DataSet data, int batchSize) => {Unsupported("evaluated", "[Loss] and no [Metric]")};");
        _writer.Blank().Line(_bodies.HasLoss
            ? "global::NetGen.Trainer global::NetGen.INetwork.CreateTrainer(global::NetGen.Optimizer optimizer, int batchSize, global::NetGen.TrainerOptions? options) => CreateTrainer(optimizer, batchSize, options);"
            : $"global::NetGen.Trainer global::NetGen.INetwork.CreateTrainer(global::NetGen.Optimizer optimizer, int batchSize, global::NetGen.TrainerOptions? options) => {Unsupported("trained", "[Loss]")};");
    }

    private string Unsupported(string what, string missing) =>
        $"throw new global::System.NotSupportedException({CSharpLiterals.String($"{_spec.Class.Name} cannot be {what}: its definition has no {missing} method.")})";

    private void Interface(string type, string name, string expression) =>
        _writer.Blank().Line($"{type} global::NetGen.INetwork.{name} => {expression};");

    private void Property(string summary, string declaration, string expression) =>
        _writer.Blank().Doc("summary", summary).Line($"public {declaration} => {_bodies.Expression(expression)};");

    private void Document(IEnumerable<TensorParameter> tensors) => TensorParameter.Document(_writer, tensors);
}
