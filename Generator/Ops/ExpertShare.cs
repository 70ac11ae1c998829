using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Which experts the rows choose by their weights: what <c>TopK</c>, its losses and metrics have in common.</summary>
internal static class ExpertShare
{
    public static readonly IReadOnlyList<FunctionParameter> Parameters =
    [
        new(ParameterKind.Tensor, "weights", "A weight for each expert, such as a softmax of a gate: one axis."),
        new(ParameterKind.Integer, "k", "How many experts a row takes, at least 1.", "1"),
    ];

    /// <exception cref="DefinitionException">The weights are no vector.</exception>
    public static Node Weights(GraphBuilder builder, string operation, FunctionArguments arguments)
    {
        var weights = builder.Number(arguments.Tensor(0));
        return weights.Shape.Rank == 1
            ? weights
            : throw new DefinitionException(DiagnosticIds.TooFewAxes, operation, "exactly one axis, a weight for each expert", weights.Shape);
    }

    /// <summary>The positions of the experts with the largest weights, largest first.</summary>
    /// <exception cref="DefinitionException">There are not so many experts.</exception>
    public static IReadOnlyList<Node> Largest(GraphBuilder builder, string operation, Node weights, int count)
    {
        if (count < 1 || count > weights.Shape.Last)
        {
            throw new DefinitionException(
                DiagnosticIds.ArgumentOutOfRange, operation, "k", count, $"at least 1 and at most the number of experts, {Literals.Print(weights.Shape.Last)}");
        }

        var positions = new List<Node>();
        while (positions.Count < count)
            positions.Add(Positions.OfLargest(builder, weights, positions.Count == 0 ? null : Among(builder, weights, positions)));
        return positions;
    }

    /// <summary>For each expert whether a row takes it.</summary>
    public static Node Chosen(GraphBuilder builder, string operation, Node weights, int count) =>
        Among(builder, weights, Largest(builder, operation, weights, count));

    /// <summary>For each expert whether it is among these.</summary>
    public static Node Among(GraphBuilder builder, Node weights, IReadOnlyList<Node> positions) => positions
        .Select(position => builder.Add(new Equal(), builder.Positions(weights), position))
        .Aggregate((some, other) => builder.Add(new Or(), some, other));
}
