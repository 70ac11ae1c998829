using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>What was read from a class. Only <see cref="Spec"/> goes into the incremental pipeline; the rest is for analyzers.</summary>
/// <param name="Issues">What is wrong, in the order in which it was found.</param>
/// <param name="Locations">Where the definition made each node, by its id in the graph of the spec.</param>
/// <param name="Calls">Each call of a layer or helper that tracing came across, in order.</param>
/// <param name="IsWrongElsewhere">Whether something that the definition uses is wrong, and reported where it is declared.</param>
internal sealed record ParseResult(
    NetworkSpec Spec, ImmutableArray<LocatedIssue> Issues, IReadOnlyDictionary<int, Location> Locations, ImmutableArray<DefinitionCall> Calls, bool IsWrongElsewhere);
