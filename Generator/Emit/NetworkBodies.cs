using NetGen.Generator.FrontEnd;

namespace NetGen.Generator.Emit;

/// <summary>What stands in the bodies of generated members: calls of the network's programs or, for an invalid network, an exception.</summary>
internal sealed class NetworkBodies(NetworkSpec spec, NetworkPrograms? programs)
{
    public NetworkPrograms? Programs { get; } = programs;

    /// <summary>The name of the network, for messages.</summary>
    public string Name => spec.Class.Name;

    public bool HasLoss => Programs?.HasLoss ?? true;

    /// <summary>Whether training can give the outputs too.</summary>
    public bool TrainGivesOutputs => Programs?.TrainGivesOutputs ?? true;

    public bool HasMetricsOrLoss => Programs is null || Programs.Evaluate is not null;

    public bool HasBackward => Programs is null || Programs.Backward is not null;

    /// <summary>The class with the programs, seen from the user's class.</summary>
    public string Class { get; } = $"global::{ProgramsEmitter.Namespace}.{ProgramsEmitter.ClassName(spec)}";

    /// <summary>The rows of a workspace for training on batches of <paramref name="rows"/> rows.</summary>
    public string TrainCapacity(string rows) => Programs?.TrainBlocks is null ? rows : $"global::NetGen.Kernels.BlockRunner.Capacity({rows})";

    /// <summary>An expression body: the given one, or a throw.</summary>
    public string Expression(string expression) => Programs is null ? Throw : expression;

    /// <summary>Writes a block body.</summary>
    public void Block(SourceWriter writer, string header, string body)
    {
        using (writer.Block(header))
            writer.Line(Programs is null ? Throw + ";" : body);
    }

    // Reached where no analyzer ended the build: in projects that refer to the generator alone, or turn its diagnostics off.
    private string Throw => $"throw new global::System.InvalidOperationException({CSharpLiterals.String(Message)})";

    private string Message => spec.Fault is { } fault
        ? $"The definition of {spec.Class.Name} has errors, the first being {fault}; see the build's NG diagnostics, which need netgen's analyzers beside its generator."
        : $"The definition of {spec.Class.Name} has errors; see the build's diagnostics.";
}
