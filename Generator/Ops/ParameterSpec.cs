using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A tensor that belongs to the network: <c>Trunk.0.kernel</c>.</summary>
/// <param name="Initializer">Its first values, where they do not come from another network.</param>
/// <param name="Origin">Where it comes from, if it is one of another network or a copy.</param>
internal sealed record ParameterSpec(
    string Name, Shape Shape, InitializerSpec Initializer, ParameterTraining Kind = ParameterTraining.Trained, ParameterOrigin? Origin = null)
{
    /// <summary>Whether its values lie in the network's own buffer.</summary>
    public bool IsOwn => Origin is null or { Mode: ParameterMode.Learnable } or { IsOfThisNetwork: true };
}

/// <summary>How a cloned part has the parameters of its source: members of <c>CloneParameters</c>.</summary>
internal enum ParameterMode
{
    Learnable,
    Constant,
    Shared,
}

/// <summary>Where a parameter of a cloned part comes from.</summary>
/// <param name="Source">The constructor's argument that it comes from; empty for the network itself.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Memory">If it is shared, the memory there that it lies in: 0 for the source's own buffer.</param>
/// <param name="Offset">If it is shared, the first float in that memory; if it is constant, in the flat copy.</param>
internal sealed record ParameterOrigin(ParameterMode Mode, string Source, string Name, int Memory, int Offset)
{
    public bool IsOfThisNetwork => Source.Length == 0;
}
