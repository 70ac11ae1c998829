using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Emit;

/// <summary>Writes what predicts a sequence step by step: the nested class that keeps the states, and the method that runs one step.</summary>
internal static class StreamEmitter
{
    /// <summary>The nested class and the method that makes it, of a network that can go step by step.</summary>
    public static void EmitClass(SourceWriter writer, NetworkSpec spec, NetworkBodies bodies)
    {
        if (bodies.Programs is not { StreamGraph: { } stream })
            return;
        var network = CSharpLiterals.Identifier(spec.Class.Name);
        writer.Blank().Doc("summary", "Makes what predicts sequences step by step, of any length: it keeps the states between calls. Dispose of it when done.");
        writer.Doc("param", "The sequences that go side by side, at least 1.", "name=\"rows\"");
        writer.Line("public Stream CreateStream(int rows = 1) => new Stream(this, rows);");
        writer.Blank().Doc("summary", $"A <see cref=\"{network}\"/> that takes its sequences step by step. One thread at a time may use it.");
        using (writer.Block("public sealed class Stream : global::System.IDisposable"))
        {
            EmitState(writer, stream, bodies, network);
            EmitStep(writer, spec, stream, bodies);
            writer.Blank().Doc("summary", "Frees the memory of the stream.");
            writer.Line("""
                public void Dispose()
                {
                    _isDisposed = true;
                    _workspace.Dispose();
                }
                """);
        }
    }

    /// <summary>The method of the programs' class that runs one step.</summary>
    public static void EmitDriver(SourceWriter writer, NetworkSpec spec, IndexLimits limits, NetworkPrograms programs)
    {
        if (programs is not { StreamGraph: { } stream, Stream: { } program })
            return;
        var tensors = Tensors(spec, stream);
        var states = stream.States.Select((_, i) => $"states[{CSharpLiterals.Integer(i)}]");
        var next = stream.States.Select((_, i) => $"next[{CSharpLiterals.Integer(i)}]");
        writer.Blank().Line($"public static readonly WorkspacePool StreamWorkspaces = new({program.Name}.FloatsPerRow, {program.Name}.FixedFloats);");
        writer.Blank().Line(ClassEmitter.OptimizedInProgram);
        using (writer.Block(
            $"public static void Step(global::NetGen.ParameterSet parameters, Workspace workspace, int threads, int rows, float[][] states, float[][] next, {TensorParameter.Declarations(tensors)})"))
        {
            var network = CSharpLiterals.String(spec.Class.Name);
            foreach (var tensor in tensors)
                writer.Line($"BatchCheck.Matches({network}, {CSharpLiterals.String(tensor.Label)}, {tensor.Name}.Length, {CSharpLiterals.Integer(tensor.Width)}, rows, \"the stream\");");
            new IndexChecks(spec, limits, tensors).Emit(writer);
            var inputs = tensors.Where(t => !t.IsWritten).Select(t => t.Name);
            var outputs = tensors.Where(t => t.IsWritten).Select(t => t.Name);
            BindingsEmitter.Emit(writer, "rows", [.. inputs, .. states, .. outputs, .. next, .. DriverEmitter.MemoriesOf(programs, program)]);
            writer.Line($"RunOptions options = new() {{ Threads = threads, Operations = (double)rows * {program.Name}.OperationsPerRow, Barriers = {program.Name}.Barriers }};");
            writer.Line($"ProgramRunner.Run<{program.Name}>(WorkerPool.Shared, workspace, ref parameters.Buffer.Reference, ref Unsafe.NullRef<float>(), bindings, options);");
            writer.Line("GC.KeepAlive(parameters);");
        }
    }

    private static void EmitState(SourceWriter writer, Passes.StreamGraph stream, NetworkBodies bodies, string network)
    {
        var arrays = string.Join(", ", stream.States.Select(s => $"new float[rows * {CSharpLiterals.Integer(s.Shape.ElementCount)}]"));
        writer.Line($"""
            private readonly {network} _network;
            private readonly global::NetGen.Kernels.Workspace _workspace;
            private float[][] _states;
            private float[][] _next;
            private bool _isDisposed;

            internal Stream({network} network, int rows)
            {"{"}
                global::System.ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
                _network = network;
                Rows = rows;
                _workspace = {bodies.Class}.StreamWorkspaces.Create(rows);
                _states = [{arrays}];
                _next = [{arrays}];
                Reset();
            {"}"}
            """);
        writer.Blank().Doc("summary", "The sequences that go side by side.");
        writer.Line("public int Rows { get; }");
        writer.Blank().Doc("summary", "Goes back to before the first step.");
        using (writer.Block("public void Reset()"))
        {
            for (var i = 0; i < stream.States.Count; i++)
                writer.Line($"global::System.Array.Fill(_states[{CSharpLiterals.Integer(i)}], {CSharpLiterals.Float(stream.States[i].Initial)});");
        }
    }

    private static void EmitStep(SourceWriter writer, NetworkSpec spec, Passes.StreamGraph stream, NetworkBodies bodies)
    {
        var tensors = Tensors(spec, stream);
        writer.Blank().Doc("summary", "Computes the outputs of the next step, from what the steps before left. Allocates nothing.");
        foreach (var tensor in tensors)
            writer.Doc("param", CSharpLiterals.Xml(tensor.Documentation), $"name=\"{tensor.Name.TrimStart('@')}\"");
        writer.Doc("exception", "A span's length is not rows × its width.", "cref=\"global::System.ArgumentException\"");
        writer.Doc("exception", "The stream has been disposed.", "cref=\"global::System.ObjectDisposedException\"");
        writer.Line(ClassEmitter.Optimized);
        using (writer.Block($"public void Step({TensorParameter.Declarations(tensors)})"))
        {
            writer.Line("global::System.ObjectDisposedException.ThrowIf(_isDisposed, this);");
            writer.Line($"{bodies.Class}.Step(_network.Parameters, _workspace, _network.Threads, Rows, _states, _next, {TensorParameter.Names(tensors)});");
            writer.Line("(_states, _next) = (_next, _states);");
        }
    }

    /// <summary>What a step takes and gives: one place of each sequence.</summary>
    private static TensorParameter[] Tensors(NetworkSpec spec, Passes.StreamGraph stream)
    {
        var all = new TensorParameters(spec);
        var inputs = all.Inputs.Select(t => stream.Sequences.Contains(t.Label) ? OfStep(t, t.Type with { Shape = t.Type.Shape.Trailing(t.Type.Shape.Rank - 1) }) : t);
        var outputs = all.Outputs.Select(t => OfStep(t, stream.Graph.Results.First(r => r.Role == ResultRole.Output && r.Name == t.Label).Value.Type));
        return [.. inputs, .. outputs];
    }

    private static TensorParameter OfStep(TensorParameter tensor, TensorType type) =>
        tensor with { Type = type, Documentation = $"{(tensor.IsWritten ? "Receives the output" : "The input")} {tensor.Label} at this step: rows × {type.Shape}, row-major." };
}
