using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// A recurrence: <see cref="Body"/> once for each place along the first axis of the sequences, each step with the states that the one before left.
/// Inputs are sequences [<see cref="Steps"/>, …], initial states, and what the body closes over. The node stands for the whole run; what can be used of
/// it are its parts, <see cref="ScanSteps"/> and <see cref="ScanFinal"/>.
/// </summary>
/// <param name="Body">One step. Its inputs are named by <see cref="SequenceName"/>, <see cref="StateName"/> and <see cref="CaptureName"/>; its results,
/// named by <see cref="StateName"/>, are the new states.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Sequences">How many of the inputs are sequences; they come first.</param>
/// <param name="States">How many of the inputs are initial states; they come next.</param>
/// <param name="Reverse">Whether the steps go from the last place to the first.</param>
internal sealed record Scan(Graph Body, int Steps, int Sequences, int States, bool Reverse) : Op
{
    /// <summary>After how many steps a gradient does not go further back through the states; 0 for never.</summary>
    public int TruncateEvery { get; init; }

    /// <summary>Of a scan that is a gradient: the first <see cref="ResetStates"/> states start from zero again where the forward scan has made a multiple of so
    /// many steps; 0 for never.</summary>
    public int ResetEvery { get; init; }

    /// <summary>How many states <see cref="ResetEvery"/> is about.</summary>
    public int ResetStates { get; init; }

    public override string Mnemonic => "scan";

    public static string SequenceName(int index) => $"sequence {Literals.Print(index)}";

    public static string StateName(int index) => $"state {Literals.Print(index)}";

    public static string CaptureName(int index) => $"capture {Literals.Print(index)}";

    /// <summary>The name of the body's input that takes the input <paramref name="index"/> of this node.</summary>
    public string InputName(int index) => index < Sequences
        ? SequenceName(index)
        : index < Sequences + States ? StateName(index - Sequences) : CaptureName(index - Sequences - States);

    /// <summary>The body's node of a new state.</summary>
    public Node Update(int state) => Body.Results[state].Value;

    /// <summary>A sequence that no step uses only says how many steps there are, and has no gradient.</summary>
    public override bool LeadsTo(int operand) => operand >= Sequences
        || Body.Nodes.SelectMany(n => n.Inputs).Concat(Body.Results.Select(r => r.Value)).Any(n => n.Op is Input input && input.Name == SequenceName(operand));

    /// <summary>Whether states start from zero again before the step at <paramref name="place"/>.</summary>
    public bool ResetsBefore(int place)
    {
        var forward = Reverse ? place : Steps - 1 - place;
        return ResetEvery > 0 && forward != Steps - 1 && (forward + 1) % ResetEvery == 0;
    }

    protected override string PrintArguments() => Literals.Print(Steps)
        + (Reverse ? ", reverse" : "")
        + (TruncateEvery > 0 ? $", truncate {Literals.Print(TruncateEvery)}" : "")
        + (ResetEvery > 0 ? $", reset {Literals.Print(ResetEvery)}" : "");

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => TensorType.Sample(Shape.Scalar);

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var i = Sequences; i < context.Inputs.Count; i++)
            values[InputName(i)] = context.Inputs[i].Data;
        var steps = new Interpretation[Steps];
        for (var visit = 0; visit < Steps; visit++)
        {
            var place = Reverse ? Steps - 1 - visit : visit;
            for (var i = 0; i < Sequences; i++)
                values[SequenceName(i)] = Slice(context.Inputs[i], place);
            for (var i = 0; i < ResetStates && ResetsBefore(place); i++)
                values[StateName(i)] = new double[values[StateName(i)].Length];
            steps[place] = Interpreter.Run(Body, values, context.Batch, context.Seed, context.Step, context.Rounding);
            for (var i = 0; i < States; i++)
                values[StateName(i)] = steps[place][Update(i)].Data;
        }

        return new ScanTensor(context.Node.Type, this, steps, [.. Enumerable.Range(0, States).Select(i => values[StateName(i)])]);
    }

    private double[] Slice(ReferenceTensor sequence, int place)
    {
        var width = sequence.Type.Shape.ElementCount / Steps;
        var slice = new double[sequence.Rows * width];
        for (var row = 0; row < sequence.Rows; row++)
            Array.Copy(sequence.Data, ((row * Steps) + place) * width, slice, row * width, width);
        return slice;
    }
}

/// <summary>What a scan computed: all values of all steps, and the states after the last.</summary>
internal sealed class ScanTensor(TensorType type, Scan scan, IReadOnlyList<Interpretation> steps, IReadOnlyList<double[]> final)
    : ReferenceTensor(type, 1, [])
{
    public double[] Final(int state) => final[state];

    /// <summary>The value of a node of the body at one place.</summary>
    public double[] Step(int place, int node) => steps[place][scan.Body.Nodes[node]].Data;
}
