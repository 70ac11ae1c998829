using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Choices of which only so many rows of a step take the same: <c>WithCapacity</c>. In prediction they are the choices themselves.</summary>
internal static class ChoiceCapacity
{
    /// <summary>The function that bounds a choice.</summary>
    public const string Function = "WithCapacity";

    /// <exception cref="DefinitionException">No row would have a place.</exception>
    public static void Check(string function, float factor)
    {
        if (!(factor > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, function, "capacity", Literals.Print(factor), "above 0; 1.25 leaves a quarter more than an even share");
    }

    /// <summary>A position where there is a place for the row, and <paramref name="classes"/> where there is none.</summary>
    public static Node Position(GraphBuilder builder, Node position, int classes, float factor) =>
        builder.Where(HasPlace(builder, builder.Route(position, classes, factor)), position, builder.Constant(classes));

    /// <summary>A condition, which is false where there is no place for the row.</summary>
    public static Node Condition(GraphBuilder builder, Node condition, float factor) =>
        builder.Add(new And(), condition, HasPlace(builder, builder.Route(builder.Number(condition), 2, factor)));

    /// <summary>The capacity of a choice, its own or that of what it chooses by; null if it has none.</summary>
    public static float? Of(Node route)
    {
        if (route.Op is Route { IsBounded: true } own)
            return own.Capacity;
        var (pending, seen) = (new Stack<Node>(route.Inputs), new HashSet<Node>());
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!seen.Add(node))
                continue;
            if (node.Op is Merge && node.Inputs[0].Op is Route { IsBounded: true } bounded && node.Inputs.Skip(1).All(i => i.Op is Broadcast && i.Inputs[0].Op is Constant))
                return bounded.Capacity;
            if (node.Op is Where or And or Or or Not or ComparisonOp or ToFloat or Reshape)
                node.Inputs.ToList().ForEach(pending.Push);
        }

        return null;
    }

    /// <summary>Whether the branch that a row chose has a place for it.</summary>
    public static Node HasPlace(GraphBuilder builder, Node route)
    {
        var one = builder.Constant(1);
        var ones = Enumerable.Range(0, ((Route)route.Op).Branches)
            .Select(branch => builder.Add(new Broadcast(new TensorType(ElementType.Float, true, Shape.Scalar, Routing.RowsOf(route, branch))), one)).ToArray();
        return builder.Add(new Greater(), builder.Merge(route, ones), builder.Constant(0));
    }
}
