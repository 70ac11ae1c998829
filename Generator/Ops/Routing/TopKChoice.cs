using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The experts that each row takes by the size of its weights, and how much each counts.</summary>
/// <param name="Route">The grouping of rows.</param>
/// <param name="Weights">The weight of each chosen expert, 0 for the others; null where a row takes one expert as it is.</param>
internal sealed record TopKChoice(Node Route, Node? Weights)
{
    /// <summary>The functions that choose so.</summary>
    public static readonly IReadOnlyList<string> Names = ["TopK", Noisy];

    /// <summary>The one whose weights are a softmax of a gate with noise.</summary>
    public const string Noisy = "NoisyTopK";

    /// <exception cref="DefinitionException">The weights are no vector, or there are not so many, or an expert may take no row.</exception>
    public static TopKChoice Of(GraphBuilder builder, string function, Node weights, int count, bool renormalize, float capacity)
    {
        ChoiceCapacity.Check(function, capacity);
        weights = ExpertShare.Weights(builder, function, new FunctionArguments([weights]));
        var positions = ExpertShare.Largest(builder, function, weights, count);
        var taken = ExpertShare.Among(builder, weights, positions);
        var route = builder.Route(count == 1 ? positions[0] : builder.Add(new Concat(0), [.. positions]), weights.Shape.Last, capacity);
        return new TopKChoice(route, Scales(builder, weights, taken, count, renormalize));
    }

    private static Node? Scales(GraphBuilder builder, Node weights, Node taken, int count, bool renormalize)
    {
        if (count == 1 && renormalize)
            return null;
        var chosen = builder.WhereOrZero(taken, weights);
        return renormalize ? builder.Over(chosen, builder.Sum(chosen, 1, keepAxes: true)) : chosen;
    }

    /// <summary>A branch's value times its weight, for the branch's rows.</summary>
    public Node Scale(GraphBuilder builder, int branch, Node value)
    {
        if (Weights is null)
            return value;
        var rows = builder.Rows;
        builder.Rows = Route.Type.Rows;
        var weight = builder.Add(new GatherColumn(Routing.RowsOf(Route, branch)), Weights, Route);
        builder.Rows = rows;
        return builder.Times(value, weight);
    }
}
