using NetGen.Generator.FrontEnd;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>Writes the file-local class that holds a network's programs and kernels. It stands in a namespace of its own, so that the short
/// names of the runtime cannot mean anything of the user's.</summary>
internal static class ProgramsEmitter
{
    public const string Namespace = "NetGen.Generated";

    public static string ClassName(NetworkSpec spec) => $"{spec.Class.Name}Programs";

    public static void Emit(SourceWriter writer, NetworkSpec spec, NetworkPrograms programs)
    {
        using (writer.Block($"namespace {Namespace}"))
        {
            writer.Line("""
                using System;
                using System.Runtime.CompilerServices;
                using System.Runtime.InteropServices;
                using NetGen.Kernels;
                """).Blank();
            writer.Doc("summary", $"The programs of <see cref=\"global::{QualifiedName(spec)}\"/> and the kernels that they are made of.");
            using (writer.Block($"file static class {ClassName(spec)}"))
            {
                var limits = new IndexLimits(spec.Graph);
                MetadataEmitter.Emit(writer, spec, limits);
                StructureEmitter.Emit(writer.Blank(), spec);
                new DriverEmitter(spec, limits, programs, writer).Emit();
                StreamEmitter.EmitDriver(writer, spec, limits, programs);
                EmitPrograms(writer, programs);
            }
        }
    }

    private static void EmitPrograms(SourceWriter writer, NetworkPrograms programs)
    {
        var types = new KernelTypes();
        Emit(programs.Derived, "What predictions read that is computed from parameters alone, when these have changed.");
        Emit(programs.Frozen, "What training reads that is computed from constants and frozen parameters alone, when these have changed.");
        const string Predict = "The outputs for a batch of inputs.", Train = "The mean loss of a batch and the gradients that are wanted; dropout is on.";
        Emit(programs.Predict, Predict);
        EmitBlocks(programs.PredictBlocks, Predict);
        Emit(programs.Train, Train);
        EmitBlocks(programs.TrainBlocks, Train);
        Emit(programs.TrainInputs, "As the program before, with the gradients of inputs.");
        Emit(programs.Evaluate, "Loss and metrics of each row.");
        Emit(programs.Backward, "Gradients from the gradients of the outputs.");
        Emit(programs.Stream, "The outputs and the new states for one step of the sequences.");
        types.Write(writer);

        void Emit(KernelProgram? program, string summary)
        {
            if (program is not null)
                ProgramEmitter.Emit(writer, program, types, summary);
        }

        void EmitBlocks(BlockProgram? program, string summary)
        {
            if (program is not null)
                BlockProgramEmitter.Emit(writer, program, types, summary);
        }
    }

    private static string QualifiedName(NetworkSpec spec)
    {
        var outer = spec.Class.ContainingTypes.Select(t => t.Split(' ').Last());
        var parts = new[] { spec.Class.Namespace }.Concat(outer).Concat([spec.Class.Name]).Where(p => p.Length > 0);
        return string.Join(".", parts);
    }
}
