using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>What may become of a parameter's values.</summary>
internal enum ParameterTraining
{
    /// <summary>Training changes them.</summary>
    Trained,

    /// <summary>Each training step leaves new ones, but no gradient and no optimizer: see <see cref="RunningStatistic"/>.</summary>
    State,

    /// <summary>They stay: no gradient, no optimizer state, no code for either.</summary>
    Frozen,
}

/// <summary>A tensor that belongs to the network and not to a batch.</summary>
internal sealed record Parameter(TensorType Type, string Name, ParameterTraining Kind = ParameterTraining.Trained) : SourceOp(Type)
{
    public override string Mnemonic => Kind switch
    {
        ParameterTraining.Trained => "parameter",
        ParameterTraining.State => "state",
        _ => "frozen_parameter",
    };

    protected override string PrintArguments() => Name;

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.Value(Name);
}
