using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class TileFunction : OpFunction
{
    public override string Name => "Tile";

    public override string Summary => "The whole value several times, side by side along each axis.";

    public override string Formula => "[a, b] with counts m, n → [m · a, n · b], as NumPy's tile";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Integers, "counts", "How often along each of the last axes; with more counts than axes, axes of size 1 come in front."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var counts = arguments.Integers(1);
        if (counts.Count == 0 || counts.Any(count => count < 1))
        {
            var given = counts.Count == 0 ? "none" : string.Join(", ", counts.Select(Literals.Print));
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "counts", given, "one number of at least 1 for each axis");
        }

        var rank = Math.Max(x.Shape.Rank, counts.Count);
        int[] sizes = [.. Enumerable.Repeat(1, rank - x.Shape.Rank), .. x.Shape.Sizes];
        int[] times = [.. Enumerable.Repeat(1, rank - counts.Count), .. counts];
        return [Repeating.Each(builder, x, sizes, before: times, after: [.. Enumerable.Repeat(1, rank)])];
    }
}
