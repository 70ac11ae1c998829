using System.ComponentModel;

namespace NetGen;

/// <summary>What a network computes, for projects that refer to its assembly and reuse it. Written by the generator, read by that of the other project.</summary>
/// <param name="version">The version of <paramref name="graph"/>'s format.</param>
/// <param name="graph">Nodes, names, parameters, as text.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CompiledNetworkAttribute(int version, string graph) : Attribute
{
    /// <summary>The version of the format: a later one than the reader's is refused.</summary>
    public int Version { get; } = version;

    /// <summary>Nodes, names, parameters, as text.</summary>
    public string Graph { get; } = graph;
}
