using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes the checks of integers that name something, such as a row of a table or a class: before anything runs, of what the caller gave.</summary>
internal sealed class IndexChecks(NetworkSpec spec, IReadOnlyList<TensorParameter> tensors)
{
    private readonly string _network = CSharpLiterals.String(spec.Class.Name);

    public void Emit(SourceWriter writer)
    {
        foreach (var tensor in tensors.Where(t => !t.IsWritten))
            EmitLookup(writer, tensor);
        var losses = spec.Graph.Nodes.Where(n => n.Op is CtcNll);
        foreach (var line in losses.SelectMany(OfCtc).Distinct(StringComparer.Ordinal))
            writer.Line(line);
    }

    /// <summary>Of several tables the smallest decides.</summary>
    private void EmitLookup(SourceWriter writer, TensorParameter tensor)
    {
        var tables = spec.Graph.Nodes.Where(n => n.Op is Lookup && Indices.Source(n.Inputs[0])?.Name == tensor.Label).Select(n => n.Inputs[1]);
        if (tables.OrderBy(table => table.Shape[0]).FirstOrDefault() is not { } smallest)
            return;
        var layer = smallest.Op is Parameter parameter ? KernelTitles.LayerOf(parameter.Name) : "Gather";
        writer.Line(
            $"IndexCheck.Below({_network}, {CSharpLiterals.String(tensor.Label)}, {tensor.Name}, "
            + $"{CSharpLiterals.Integer(tensor.Width)}, {CSharpLiterals.Integer(smallest.Shape[0])}, {CSharpLiterals.String(layer)});");
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
