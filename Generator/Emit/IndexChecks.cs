using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes the checks of integers that name something, such as a row of a table or a class: before anything runs, of what the caller gave.</summary>
internal sealed class IndexChecks(NetworkSpec spec, IndexLimits limits, IReadOnlyList<TensorParameter> tensors)
{
    private readonly string _network = CSharpLiterals.String(spec.Class.Name);

    public void Emit(SourceWriter writer)
    {
        foreach (var tensor in tensors.Where(t => !t.IsWritten))
            EmitLimits(writer, tensor);
        foreach (var tensor in tensors.Where(t => !t.IsWritten))
        {
            if (limits.Steps(tensor.Label) is { } steps)
                writer.Line($"IndexCheck.UpTo({_network}, {CSharpLiterals.String(tensor.Label)}, {tensor.Name}, {CSharpLiterals.Integer(steps)}, \"steps\");");
        }

        var losses = spec.Graph.Nodes.Where(n => n.Op is CtcNll);
        foreach (var line in losses.SelectMany(OfCtc).Distinct(StringComparer.Ordinal))
            writer.Line(line);
    }

    /// <summary>Places with the same limit are checked together: usually the whole row. A stream's row is one step of a sequence, all of which are alike.</summary>
    private void EmitLimits(SourceWriter writer, TensorParameter tensor)
    {
        foreach (var group in limits.Of(tensor.Label).Where(pair => pair.Key < tensor.Width).GroupBy(pair => pair.Value, pair => pair.Key))
        {
            var check = $"IndexCheck.Below({_network}, {CSharpLiterals.String(tensor.Label)}, {tensor.Name}, {CSharpLiterals.Integer(tensor.Width)}, "
                + $"{CSharpLiterals.Integer(group.Key.Count)}, {CSharpLiterals.String(group.Key.What)}";
            int[] places = [.. group];
            writer.Lines(places.Length == tensor.Width ? [check + ");"] : Series(places).Select(series => $"{check}, {series});"));
        }
    }

    /// <summary>Places in order as few rows of numbers at equal distances: first, distance, count.</summary>
    private static IEnumerable<string> Series(int[] places)
    {
        for (var first = 0; first < places.Length;)
        {
            var (last, distance) = (first, first + 1 < places.Length ? places[first + 1] - places[first] : 1);
            while (last + 1 < places.Length && places[last + 1] - places[last] == distance)
                last++;
            yield return $"{CSharpLiterals.Integer(places[first])}, {CSharpLiterals.Integer(distance)}, {CSharpLiterals.Integer(last - first + 1)}";
            first = last + 1;
        }
    }

    /// <summary>Labels can be checked where their number is given, too: what stands behind them may be anything.</summary>
    private IEnumerable<string> OfCtc(Node loss)
    {
        var (scores, width) = (loss.Inputs[0].Shape, loss.Inputs[1].Shape[0]);
        if (Given(loss.Inputs[2]) is { } steps)
            yield return Counts(steps, scores[0], "steps");
        if (Given(loss.Inputs[3]) is not { } counts)
            yield break;
        yield return Counts(counts, width, "labels");
        if (Given(loss.Inputs[1]) is { } labels)
        {
            yield return $"CtcCheck.Labels({_network}, {CSharpLiterals.String(labels.Label)}, {labels.Name}, {counts.Name}, "
                + $"{CSharpLiterals.Integer(width)}, {CSharpLiterals.Integer(scores[1])}, {CSharpLiterals.Integer(((CtcNll)loss.Op).Blank)});";
        }
    }

    private string Counts(TensorParameter tensor, int most, string what) =>
        $"CtcCheck.Counts({_network}, {CSharpLiterals.String(tensor.Label)}, {tensor.Name}, {CSharpLiterals.Integer(most)}, {CSharpLiterals.String(what)});";

    /// <summary>The caller's integers that a value is; null if it is computed.</summary>
    private TensorParameter? Given(Node value)
    {
        while (value.Op is Reshape or ToFloat)
            value = value.Inputs[0];
        return value is { Op: Input input, Type.Element: ElementType.Integer } ? tensors.FirstOrDefault(t => t.Label == input.Name) : null;
    }
}
