using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>How a scan goes through its steps; see the properties of <see cref="Scan"/>.</summary>
internal sealed record ScanForm(int Steps, bool Reverse = false, int TruncateEvery = 0, int ResetEvery = 0, int ResetStates = 0)
{
    public static ScanForm Of(Scan scan) => new(scan.Steps, scan.Reverse, scan.TruncateEvery, scan.ResetEvery, scan.ResetStates);
}

/// <summary>Builds one step from the slices of the sequences and the states: what leaves it at each step, and the new states. Null if the step is wrong, which
/// has been reported.</summary>
internal delegate ScanStepResult? ScanStep(IReadOnlyList<Node> slices, IReadOnlyList<Node> states);

/// <summary>What a step gives.</summary>
internal sealed record ScanStepResult(IReadOnlyList<Node> Outputs, IReadOnlyList<Node> States);

/// <summary>What a scan gives: its outputs at all steps, each [steps, …], and its states after the last.</summary>
internal sealed record ScanResult(IReadOnlyList<Node> Outputs, IReadOnlyList<Node> Final)
{
    /// <summary>How many values all steps together have, if they are written out; 0 for a loop.</summary>
    public int Written { get; init; }
}
