using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>What was read from a class. Only <see cref="Spec"/> goes into the incremental pipeline; the rest is for analyzers.</summary>
/// <param name="Issues">What is wrong, in the order in which it was found.</param>
/// <param name="Locations">Where the definition made each node, by its id in the graph of the spec.</param>
/// <param name="Calls">Each call of a layer that the definition wrote, in order.</param>
internal sealed record ParseResult(
    NetworkSpec Spec, ImmutableArray<LocatedIssue> Issues, IReadOnlyDictionary<int, Location> Locations, ImmutableArray<LayerCall> Calls);

/// <summary>One call of a layer: its name, the value it is applied to, and where; several calls may be one application.</summary>
internal sealed record LayerCall(string Layer, int Input, Location Location);
