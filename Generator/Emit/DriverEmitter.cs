using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes the methods that check the caller's spans, cut them into batches that the workspace holds, and run a program on each.</summary>
internal sealed class DriverEmitter(NetworkSpec spec, IndexLimits limits, NetworkPrograms programs, SourceWriter writer)
{
    /// <summary>Workspaces of predict and evaluate programs are kept within the second-level cache if that leaves enough rows for the kernels.</summary>
    private const int WorkspaceFloats = 128 * 1024;

    /// <summary>The rows that are enough for kernels, and those that are too many for a workspace.</summary>
    private const int KernelRows = 128, MostRows = 4096;

    /// <summary>One block of rows: <c>ProgramRunner.StackRows</c>.</summary>
    private const int StackRows = 16;

    /// <summary>Scratch memory that any thread's stack has, 32 KB.</summary>
    private const int StackFloats = 8 * 1024;

    /// <summary>Operations up to which the runtime would give a run to one thread anyway.</summary>
    private const long StackOperations = 4_000_000;

    private readonly TensorParameters _tensors = new(spec);

    public void Emit()
    {
        EmitDerived(programs.Predict.Derived ?? programs.Evaluate?.Derived ?? programs.Backward?.Derived ?? programs.Stream?.Derived, programs.Derived, "Of");
        EmitDerived(programs.Train?.Derived, programs.Frozen, "OfFrozen");
        EmitPredict();
        if (programs.Evaluate is { } evaluate)
            EmitEvaluate(evaluate);
        if (programs.Train is { } train)
            EmitGradients("Train", train, programs.TrainBlocks, programs.TrainInputs, [.. _tensors.Inputs, .. _tensors.Targets], programs.TrainGivesOutputs ? _tensors.Outputs : []);
        if (programs.Backward is { } backward)
            EmitGradients("Backward", backward, null, null, [.. _tensors.Inputs, .. _tensors.OutputGradients], []);
    }

    private void EmitDerived(DerivedValues? values, KernelProgram? program, string method)
    {
        if (values is null || program is null)
            return;
        writer.Blank().Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line($"private static Span<float> {values.Name}(global::NetGen.ParameterSet parameters) =>");
        using (writer.Indent())
            writer.Line($"DerivedValues.{method}<{program.Name}>(parameters, {CSharpLiterals.Integer(values.Floats)}, {program.Name}.FixedFloats);");
    }

    private void EmitPredict()
    {
        var program = programs.Predict;
        TensorParameter[] tensors = [.. _tensors.Inputs, .. _tensors.Outputs];
        var runsOnStack = RunsOnStack(program, tensors);
        EmitWorkspaces("Predict", program, programs.PredictBlocks);
        if (runsOnStack)
            EmitPredictOnStack(program, tensors);
        writer.Blank().Line(ClassEmitter.OptimizedInProgram);
        using (writer.Block(runsOnStack
            ? $"private static void PredictBatches(global::NetGen.ParameterSet parameters, int threads, int rows, {TensorParameter.Declarations(tensors)})"
            : $"public static void Predict(global::NetGen.ParameterSet parameters, int threads, {TensorParameter.Declarations(tensors)})"))
        {
            if (!runsOnStack)
                EmitRowChecks(tensors);
            EmitBatches("Predict", program, programs.PredictBlocks, tensors, () => { });
            writer.Line("GC.KeepAlive(parameters);");
        }
    }

    /// <summary>Whether one block of rows is so little work that neither other threads nor a rented workspace are worth asking for.</summary>
    private bool RunsOnStack(KernelProgram program, IReadOnlyList<TensorParameter> tensors) =>
        (program.ArenaFloatsPerRow * StackRows) + program.FixedFloats <= StackFloats
        && program.OperationsPerRow * StackRows <= StackOperations
        && BindingsEmitter.AreFew(tensors.Count + MemoriesOf(program).Count());

    /// <summary>The spans that are bound to the last slots of a program: the memory of other networks, and what is computed from parameters alone.</summary>
    private IEnumerable<string> MemoriesOf(KernelProgram program) => MemoriesOf(programs, program);

    /// <inheritdoc cref="MemoriesOf(KernelProgram)"/>
    public static IEnumerable<string> MemoriesOf(NetworkPrograms programs, KernelProgram program) =>
        programs.Memories.Select((_, i) => $"parameters.Memory({CSharpLiterals.Integer(i + 1)}).Buffer.Span")
            .Concat(program.Derived is { } values ? [$"{values.Name}(parameters)"] : []);

    private void EmitPredictOnStack(KernelProgram program, IReadOnlyList<TensorParameter> tensors)
    {
        writer.Blank().Line(ClassEmitter.OptimizedInProgram);
        using (writer.Block($"public static void Predict(global::NetGen.ParameterSet parameters, int threads, {TensorParameter.Declarations(tensors)})"))
        {
            EmitRowChecks(tensors);
            var most = programs.PredictBlocks is null ? "> ProgramRunner.StackRows" : ">= BlockRunner.FewestRows";
            using (writer.Block($"if (rows is 0 or {most})"))
            {
                writer.Line($"PredictBatches(parameters, threads, rows, {TensorParameter.Names(tensors)});");
                writer.Line("return;");
            }

            BindingsEmitter.Emit(writer.Blank(), "rows", [.. tensors.Select(t => t.Name), .. MemoriesOf(program)]);
            writer.Line($"ProgramRunner.RunOnStack<{program.Name}>(ref parameters.Buffer.Reference, bindings, {program.Name}.FloatsPerRow, {program.Name}.FixedFloats);");
            writer.Line("GC.KeepAlive(parameters);");
        }
    }

    private void EmitEvaluate(KernelProgram program)
    {
        TensorParameter[] tensors = [.. _tensors.Inputs, .. _tensors.Targets];
        EmitWorkspaces("Evaluate", program, null);
        writer.Blank().Line(ClassEmitter.OptimizedInProgram);
        using (writer.Block(
            $"public static void Evaluate(global::NetGen.ParameterSet parameters, int threads, MetricAccumulator totals, {TensorParameter.Declarations(tensors)})"))
        {
            EmitRowChecks(tensors);
            EmitBatches("Evaluate", program, null, tensors, () => EmitTotals(program));
            writer.Line("GC.KeepAlive(parameters);");
        }
    }

    private void EmitTotals(KernelProgram program)
    {
        string Values(Node value) =>
            $"workspace.Arena.Slice({ProgramEmitter.Times("workspace.Capacity", program.BufferOf(value).Offset)}, {ProgramEmitter.Times("count", value.Shape.ElementCount)})";
        var loss = program.Graph.Results.FirstOrDefault(r => r.Role == ResultRole.Loss);
        writer.Line(loss is null ? "totals.AddBatch(0, count);" : $"totals.AddBatch({Values(loss.Value)});");
        var metrics = program.Graph.Results.Where(r => r.Role == ResultRole.Metric).ToArray();
        for (var i = 0; i < metrics.Length; i++)
            writer.Line($"totals.Add({CSharpLiterals.Integer(i)}, {Values(metrics[i].Value)}); // {metrics[i].Name}");
    }

    private void EmitWorkspaces(string name, KernelProgram program, BlockProgram? blocks)
    {
        var rows = Math.Max(FewestRows(program), Math.Min(MostRows, WorkspaceFloats / Math.Max(1, program.ArenaFloatsPerRow) / 16 * 16));
        writer.Blank();
        writer.Line($"private const int {name}Rows = {CSharpLiterals.Integer(rows)}; // a larger batch is run in pieces");
        writer.Line($"private static readonly WorkspacePool {name}Workspaces = {Pool(program, blocks)};");
    }

    /// <summary>So many rows that weights are used often enough once they are in the caches: those of a branch for the rows that take it.</summary>
    private static int FewestRows(KernelProgram program)
    {
        var branches = program.BranchBounds.Keys.ToDictionary(r => ((Route)r.Op).Number, r => (double)((Route)r.Op).Branches / Routing.SlotsOf(r));
        double Share(RowSet? rows) => rows is null ? 1 : branches[rows.Choice] * Share(rows.Parent);
        var most = program.RowNames.Keys.Select(Share).DefaultIfEmpty(1).Max();
        return (int)Math.Min(MostRows, KernelRows * Math.Ceiling(most));
    }

    /// <summary>A pool whose workspaces serve all programs for one purpose.</summary>
    private static string Pool(KernelProgram program, BlockProgram? blocks, KernelProgram? other = null)
    {
        var (perRow, once) = ($"{program.Name}.FloatsPerRow", $"{program.Name}.FixedFloats");
        if (other is not null)
            (perRow, once) = ($"Math.Max({perRow}, {other.Name}.FloatsPerRow)", $"Math.Max({once}, {other.Name}.FixedFloats)");
        if (blocks is not null)
            (perRow, once) = ($"Math.Max({perRow}, {blocks.Name}.FloatsPerRow)", $"Math.Max({once}, BlockRunner.FixedFloats<{blocks.Name}>())");
        return $"new({perRow}, {once})";
    }

    private void EmitRowChecks(IReadOnlyList<TensorParameter> tensors)
    {
        var name = CSharpLiterals.String(spec.Class.Name);
        var first = tensors[0];
        writer.Line($"int rows = BatchCheck.Rows({name}, {CSharpLiterals.String(first.Label)}, {first.Name}.Length, {CSharpLiterals.Integer(first.Width)});");
        foreach (var tensor in tensors.Skip(1))
            writer.Line($"BatchCheck.Matches({name}, {CSharpLiterals.String(tensor.Label)}, {tensor.Name}.Length, {CSharpLiterals.Integer(tensor.Width)}, rows, {CSharpLiterals.String(first.Label)});");
        EmitOverlapChecks(tensors);
        new IndexChecks(spec, limits, tensors).Emit(writer);
    }

    private void EmitBatches(string name, KernelProgram program, BlockProgram? blocks, IReadOnlyList<TensorParameter> tensors, Action afterwards)
    {
        writer.Line($"Workspace workspace = {name}Workspaces.Rent({Capacity($"Math.Min(rows, {name}Rows)", blocks)});");
        using (writer.Block("try"))
        using (writer.Block($"for (int start = 0; start < rows; start += {name}Rows)"))
        {
            writer.Line($"int count = Math.Min({name}Rows, rows - start);");
            BindingsEmitter.Emit(writer, "count", [.. tensors.Select(t => t.Slice("start", "count")), .. MemoriesOf(program)]);
            writer.Line($"RunOptions options = new() {{ Threads = threads, Operations = (double)count * {program.Name}.OperationsPerRow, Barriers = {program.Name}.Barriers }};");
            EmitRun(program, blocks, "count >= BlockRunner.FewestRows", "ref Unsafe.NullRef<float>()");
            afterwards();
        }

        using (writer.Block("finally"))
            writer.Line($"{name}Workspaces.Return(workspace);");
    }

    private static string Capacity(string rows, BlockProgram? blocks) => blocks is null ? rows : $"BlockRunner.Capacity({rows})";

    /// <summary>Runs the program, or in place of it the block program where there is one and it serves.</summary>
    private void EmitRun(KernelProgram program, BlockProgram? blocks, string condition, string gradients)
    {
        string Run(string name) => $"ProgramRunner.Run<{name}>(WorkerPool.Shared, workspace, ref parameters.Buffer.Reference, {gradients}, bindings, options);";
        if (blocks is null)
        {
            writer.Line(Run(program.Name));
            return;
        }

        writer.Line($"if ({condition})");
        using (writer.Indent())
            writer.Line(Run(blocks.Name));
        writer.Line("else");
        using (writer.Indent())
            writer.Line(Run(program.Name));
    }

    /// <param name="ofInputs">The program that serves if gradients of inputs are wanted, where <paramref name="program"/> does not have them.</param>
    private void EmitGradients(
        string name, KernelProgram program, BlockProgram? blocks, KernelProgram? ofInputs, IReadOnlyList<TensorParameter> tensors, IReadOnlyList<TensorParameter> outputs)
    {
        var results = _tensors.Inputs.Select(i => $", global::System.Span<float> {InputGradient(i)}").Concat(outputs.Select(o => ", " + o.Declaration));
        writer.Blank();
        writer.Line($"public static readonly WorkspacePool {name}Workspaces = {Pool(program, blocks, ofInputs)};");
        writer.Blank().Line(ClassEmitter.OptimizedInProgram);
        using (writer.Block(
            $"public static float {name}(global::NetGen.ParameterSet parameters, Workspace workspace, AlignedBuffer gradients, in RunOptions options, int rows, {TensorParameter.Declarations(tensors)}{string.Concat(results)})"))
        {
            BindingsEmitter.Emit(writer, "rows", [.. tensors.Select(t => t.Name), .. _tensors.Inputs.Select(InputGradient), .. outputs.Select(o => o.Name), .. MemoriesOf(program)]);
            if (ofInputs is not null)
            {
                using (writer.Block($"if (options.Wanted.Any({InputBits()}))"))
                {
                    EmitRun(ofInputs, null, "", "ref gradients.Reference");
                    writer.Line("GC.KeepAlive(parameters);");
                    writer.Line("GC.KeepAlive(gradients);");
                    writer.Line($"return {Loss(ofInputs, null)};");
                }

                writer.Blank();
            }

            if (blocks is not null)
                writer.Line($"bool inBlocks = rows >= BlockRunner.FewestRows{(ofInputs is null ? $" && !options.Wanted.Any({InputBits()})" : "")};");
            EmitRun(program, blocks, "inBlocks", "ref gradients.Reference");
            writer.Line("GC.KeepAlive(parameters);");
            writer.Line("GC.KeepAlive(gradients);");
            writer.Line($"return {Loss(program, blocks)};");
        }

        writer.Blank().Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block(
            $"public static int {name}BatchRows({TensorParameter.Declarations(tensors)})"))
        {
            EmitRowChecks(tensors);
            writer.Line("return rows;");
        }

        if (outputs.Count > 0)
            EmitOutputChecks(name, tensors, outputs);
    }

    private void EmitOutputChecks(string name, IReadOnlyList<TensorParameter> data, IReadOnlyList<TensorParameter> outputs)
    {
        var first = data[0];
        var checks = outputs.Select((o, i) =>
            $"BatchCheck.Wanted({CSharpLiterals.String(spec.Class.Name)}, {CSharpLiterals.String(o.Label)}, {o.Name}.Length, {CSharpLiterals.Integer(o.Width)}, rows, {CSharpLiterals.String(first.Label)}, {CSharpLiterals.Integer(i)})");
        writer.Blank().Doc("summary", "The outputs that the caller has memory for, by bit.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"public static ulong {name}Outputs(int rows, {TensorParameter.Declarations([.. data, .. outputs])})"))
        {
            EmitOverlapChecks([.. data, .. outputs]);
            writer.Line($"return {string.Join("\n    | ", checks)};");
        }
    }

    /// <summary>What a run writes is apart from what it reads, and from what else it writes. Integers lie elsewhere than floats.</summary>
    private void EmitOverlapChecks(IReadOnlyList<TensorParameter> tensors)
    {
        var floats = tensors.Where(t => t.Type.Element == ElementType.Float).ToArray();
        for (var i = 0; i < floats.Length; i++)
        {
            foreach (var other in floats[i].IsWritten ? floats.Take(i) : [])
                writer.Line($"BatchCheck.Apart({CSharpLiterals.String(spec.Class.Name)}, {CSharpLiterals.String(floats[i].Label)}, {floats[i].Name}, {CSharpLiterals.String(other.Label)}, {other.Name});");
        }
    }

    /// <summary>The bits that ask for gradients of inputs, which come behind those of the parameters.</summary>
    private string InputBits() =>
        $"{CSharpLiterals.Integer(spec.Parameters.Count)}, {CSharpLiterals.Integer(programs.GradientNames.Count - 1)}";

    private static string Loss(KernelProgram program, BlockProgram? blocks)
    {
        if (program.Graph.Results.FirstOrDefault(r => r.Role == ResultRole.Loss) is not { } loss)
            return "float.NaN";
        var offset = CSharpLiterals.Integer(program.BufferOf(loss.Value).Offset);
        return blocks is null ? $"workspace.Fixed[{offset}]" : $"workspace.Fixed[inBlocks ? {blocks.Name}.LossOffset : {offset}]";
    }

    private static string InputGradient(TensorParameter input) => "gradientOf" + UniqueNames.Pascal(input.Name);
}
