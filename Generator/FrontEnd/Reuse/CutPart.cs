using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>A part of a network with the names of its ends.</summary>
internal sealed record CutPart(
    SourceNetwork Source, GraphPart Graph, IReadOnlyList<string> InputNames, IReadOnlyList<string> OutputNames, PartParameters Parameters);
