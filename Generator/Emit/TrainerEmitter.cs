using NetGen.Generator.FrontEnd;

namespace NetGen.Generator.Emit;

/// <summary>Writes the nested trainer and the method that makes it.</summary>
internal static class TrainerEmitter
{
    public static void Emit(SourceWriter writer, NetworkSpec spec, NetworkBodies bodies, TensorParameters tensors, string fromBatch)
    {
        if (!bodies.HasLoss)
            return;
        writer.Blank().Doc("summary", "Makes what trains this network, one step at a time. Dispose of it when done.");
        writer.Doc("param", "How gradients change parameters.", "name=\"optimizer\"");
        writer.Doc("param", "The most rows of a step, at least 1.", "name=\"batchSize\"");
        writer.Doc("param", "Threads, clipping, frozen parameters.", "name=\"options\"");
        writer.Line("public Trainer CreateTrainer(global::NetGen.Optimizer optimizer, int batchSize, global::NetGen.TrainerOptions? options = null) =>");
        using (writer.Indent())
            writer.Line(bodies.Expression("new Trainer(this, optimizer, batchSize, options)") + ";");
        writer.Blank().Doc("summary", $"Trains a <see cref=\"{CSharpLiterals.Identifier(spec.Class.Name)}\"/> step by step. One thread at a time may use it.");
        using (writer.Block("public sealed class Trainer : global::NetGen.Trainer"))
            EmitMembers(writer, spec, bodies, tensors, fromBatch);
    }

    private static void EmitMembers(SourceWriter writer, NetworkSpec spec, NetworkBodies bodies, TensorParameters tensors, string fromBatch)
    {
        var network = CSharpLiterals.Identifier(spec.Class.Name);
        if (bodies.Programs is null)
        {
            writer.Line($"internal Trainer({network} network, global::NetGen.Optimizer optimizer, int batchSize, global::NetGen.TrainerOptions? options)");
            using (writer.Indent())
                writer.Line(": base(network, optimizer, batchSize, options)");
            bodies.Block(writer, "", "");
            EmitStep(writer, spec, bodies, tensors, fromBatch);
            return;
        }

        writer.Line($"""
            private readonly {network} _network;
            private readonly global::NetGen.Kernels.Workspace _workspace;

            internal Trainer({network} network, global::NetGen.Optimizer optimizer, int batchSize, global::NetGen.TrainerOptions? options)
                : base(network, optimizer, batchSize, options)
            {"{"}
                _network = network;
                _workspace = {bodies.Class}.TrainWorkspaces.Create({bodies.TrainCapacity("batchSize")});{(Fuses(bodies) ? $"\n    FuseUpdates<{bodies.Class}.TrainProgram>();" : "")}{(HasUnused(bodies) ? "\n    TrackUnused();" : "")}
            {"}"}
            """);
        EmitStep(writer, spec, bodies, tensors, fromBatch);
        writer.Blank().Line("""
            /// <inheritdoc/>
            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    _workspace.Dispose();
                base.Dispose(disposing);
            }
            """);
    }

    /// <summary>Whether the program can update parameters while it computes their gradients.</summary>
    private static bool Fuses(NetworkBodies bodies) => bodies.Programs?.Train?.Updates.Count > 0;

    /// <summary>Whether there is a program that can update all parameters at its end.</summary>
    private static bool EndsWithUpdate(NetworkBodies bodies) => bodies.Programs?.TrainBlocks is not null;

    /// <summary>Whether a batch may leave parameters without a row that needs them.</summary>
    private static bool HasUnused(NetworkBodies bodies) => bodies.Programs?.Train is { } train && train.Steps.Any(s => train.UnusedWithoutRows(s.Kernel) is not null);

    private static void EmitStep(SourceWriter writer, NetworkSpec spec, NetworkBodies bodies, TensorParameters tensors, string fromBatch)
    {
        const string Summary = "Forward, backward and update on one batch, of at most as many rows as the trainer was made for. Allocates nothing.";
        EmitStep(writer, spec, bodies, tensors.Step, withOutputs: false, tensors, Summary);
        if (bodies.TrainGivesOutputs)
            EmitStep(writer, spec, bodies, [.. tensors.Step, .. tensors.TrainingOutputs], withOutputs: true, tensors, $"{Summary} {GradientsEmitter.GivesOutputs(bodies)}");
        writer.Blank().Line("/// <inheritdoc/>");
        writer.Line($"public override float Step(global::NetGen.BatchView batch) => {bodies.Expression($"Step({fromBatch})")};");
    }

    private static void EmitStep(
        SourceWriter writer, NetworkSpec spec, NetworkBodies bodies, IReadOnlyList<TensorParameter> parameters, bool withOutputs, TensorParameters tensors, string summary)
    {
        var step = TensorParameter.Names(tensors.Step);
        var given = TensorParameter.Names(tensors.Outputs);
        // A step asks for no gradient of an input.
        var results = tensors.Inputs.Select(_ => "default").Concat(!bodies.TrainGivesOutputs ? [] : withOutputs ? [given] : tensors.Outputs.Select(_ => "default"));
        writer.Blank().Doc("summary", summary);
        TensorParameter.Document(writer, parameters);
        writer.Doc("returns", "The mean loss of the batch, before the update.");
        writer.Line(ClassEmitter.Optimized);
        if (withOutputs)
            GradientsEmitter.MarkOutputs(writer, bodies);
        bodies.Block(writer, $"public float Step({TensorParameter.PublicDeclarations(parameters)})", $$"""
            int rows = {{bodies.Class}}.TrainBatchRows({{step}});
            RequireRows(rows);
            var options = new global::NetGen.Kernels.RunOptions
            {
                Step = StepCount,
                Seed = _network.Seed,
                Threads = Options.Threads,
                Wanted = global::NetGen.Kernels.GradientMask.From(Wanted){{(withOutputs ? $".WithOutputs({bodies.Class}.TrainOutputs(rows, {TensorParameter.Names(parameters)}))" : "")}},{{(Fuses(bodies) ? "\n    Update = PrepareUpdate()," : "")}}{{(EndsWithUpdate(bodies) ? "\n    Ending = PrepareEnding()," : "")}}{{(HasUnused(bodies) ? "\n    Unused = PrepareUnused()," : "")}}
                Operations = (double)rows * {{bodies.Class}}.TrainProgram.OperationsPerRow,
                Barriers = {{bodies.Class}}.TrainProgram.Barriers,
            };
            return Finish({{bodies.Class}}.Train(_network.Parameters, _workspace, GradientBuffer, options, rows, {{step}}, {{string.Join(", ", results)}}));
            """);
    }
}
