using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <content>Choices that depend on data: each branch is traced for the rows that take it, and the branches' results are put together.</content>
internal sealed partial class Tracer
{
    private Value RouteByCondition(IConditionalOperation choice, Node condition)
    {
        if (choice.WhenFalse is not { } otherwise || PerRow(condition, choice.Condition, ElementType.Boolean) is not { } mask)
            return PoisonValue.Instance;
        Node? route = null;
        Build(choice.Syntax, [condition], () => new TensorValue(route = builder.Route(builder.Number(mask), 2)));
        return RouteBy(route!, choice, branch => Evaluate(branch == 0 ? otherwise : choice.WhenTrue));
    }

    private Value RouteSwitch(ISwitchExpressionOperation choice, TensorValue position)
    {
        var isCondition = position.Node.Type.Element == ElementType.Boolean;
        if ((isCondition ? 2 : position.Classes) is not { } classes)
            return Report(DiagnosticIds.UnknownBranches, choice.Value.Syntax, "This 'switch'");
        if (PerRow(position.Node, choice.Value, isCondition ? ElementType.Boolean : ElementType.Float) is not { } chosen
            || new SwitchTable(this, choice, isCondition, position.Bound is not null).Read(classes) is not { } table)
            return PoisonValue.Instance;
        if (table.Unbounded is { } open)
            issues.Report(DiagnosticIds.UnboundedArm, open.Arm.Pattern.Syntax.GetLocation(), open.Value, classes - 1);
        foreach (var arm in table.Untaken)
            issues.Report(DiagnosticIds.UntakenArm, arm.Pattern.Syntax.GetLocation(), isCondition ? "true and false" : $"0 to {classes - 1}");
        var node = builder.Number(chosen);
        Node? route = null;
        Build(choice.Syntax, [node], () => new TensorValue(route = builder.Route(table.Number(builder, node), table.Branches.Count)));
        return RouteBy(route!, choice, branch => EvaluateArm(table.Branches[branch]));
    }

    // Matching again gives the variables of the pattern their values.
    private Value EvaluateArm(SwitchTable.Branch branch) =>
        InScope(() => Matches(branch.Arm.Pattern, new ConstantValue(branch.Value)) == true ? Evaluate(branch.Arm.Value) : PoisonValue.Instance);

    /// <summary>The layer of a family that each row's position names.</summary>
    private Value RouteBy(string layer, ExpertCapacity? capacity, TensorValue position, Value[] arguments, Func<Value[], Value> apply, IOperation site)
    {
        // A layer of its own for rows without a place is not what a family means: they get zeros, as with [Capacity].
        var (chosen, known) = position.Bound is { } bound ? (bound.Position, position.Classes - 1) : (position.Node, position.Classes);
        if (known is not { } classes)
            return Report(DiagnosticIds.UnknownBranches, site.Syntax, $"Layer '{layer}'");
        if (PerRow(chosen, site, ElementType.Float) is not { } node)
            return PoisonValue.Instance;
        Node? route = null;
        var factor = Math.Min(capacity?.Factor ?? float.PositiveInfinity, position.Bound?.Factor ?? float.PositiveInfinity);
        Build(site.Syntax, [node], () => new TensorValue(route = builder.Route(node, classes, factor)));
        var result = RouteBy(route!, site, branch => apply([new ConstantValue(branch), .. arguments.Skip(1)]));
        return capacity is null ? result : Bound(capacity, route!, result, arguments, site);
    }

    private Value Bound(ExpertCapacity capacity, Node route, Value result, Value[] arguments, IOperation site)
    {
        capacity.IsUsed = true;
        if (!capacity.Passes || result is PoisonValue || ToNode(arguments[1], site) is not { } input)
            return result;
        return result is TensorValue { Node: var node }
            ? Build(site.Syntax, [node, input], () => new TensorValue(capacity.Complete(builder, route, node, input)))
            : Report(DiagnosticIds.ArgumentOutOfRange, site.Syntax, "Capacity", "overflow", "Pass", "Zero where a layer gives several values");
    }

    /// <summary>The weighted sum of the experts with the largest weights.</summary>
    private Value RouteTopK(IMethodSymbol method, Value[] arguments, IOperation site)
    {
        if (ToNode(arguments[0], SiteOf(site, 0)) is not { } weights)
            return PoisonValue.Instance;
        if (method.Name == TopKChoice.Noisy)
        {
            if (ToNode(arguments[1], SiteOf(site, 1)) is not { } noise || Apply(site.Syntax, () => NoisyGateFunction.Weights(builder, weights, noise), weights, noise) is not { } noisy)
                return PoisonValue.Instance;
            (weights, arguments) = (noisy, [arguments[0], .. arguments.Skip(2)]);
        }

        return RouteTopK(method, weights, arguments, site);
    }

    private Value RouteTopK(IMethodSymbol method, Node weights, Value[] arguments, IOperation site)
    {
        if (arguments[1] is not ConstantValue { Value: int count } || arguments[3] is not ConstantValue { Value: bool renormalize })
            return Report(DiagnosticIds.NotConstant, site.Syntax, "How many experts a row takes", "this is not");
        if (arguments[4] is not ConstantValue { Value: float capacity })
            return Report(DiagnosticIds.NotConstant, site.Syntax, "The capacity of an expert", "this is not");
        if (arguments[2] is not FunctionValue expert)
            return Unsupported(SiteOf(site, method.Name == TopKChoice.Noisy ? 3 : 2).Syntax, "this as an expert", "give a lambda or a method with the number of the expert as its parameter");
        TopKChoice? choice = null;
        Build(site.Syntax, [weights], () => new TensorValue((choice = TopKChoice.Of(builder, method.Name, weights, count, renormalize, capacity)).Route));
        if (choice is null)
            return PoisonValue.Instance;
        return RouteBy(
            choice.Route, site, branch => Call(expert.Method, expert, [new ConstantValue(branch)], site),
            (branch, value) => choice.Scale(builder, branch, value));
    }

    /// <summary>The results of all branches of a choice, for the rows that chose.</summary>
    /// <param name="scale">What is done to each tensor that a branch gives, for its rows; null for nothing.</param>
    private Value RouteBy(Node route, IOperation site, Func<int, Value> trace, Func<int, Node, Node>? scale = null)
    {
        var values = new Value[((Route)route.Op).Branches];
        var outer = builder.Rows;
        for (var branch = 0; branch < values.Length; branch++)
        {
            builder.Rows = Routing.RowsOf(route, branch);
            try
            {
                values[branch] = InScope(() => trace(branch));
            }
            finally
            {
                builder.Rows = outer;
            }
        }

        return Join(route, values, site, scale);
    }

    private Value InScope(Func<Value> evaluate)
    {
        var outer = _scope;
        _scope = NewScope(outer);
        try
        {
            return evaluate();
        }
        finally
        {
            _scope = outer;
        }
    }

    private Value Join(Node route, Value[] values, IOperation site, Func<int, Node, Node>? scale)
    {
        if (values.Any(v => v is PoisonValue))
            return PoisonValue.Instance;
        if (Parts(values[0]) is { } first)
        {
            var parts = values.Select(Parts).ToArray();
            if (parts.Any(p => p?.Count != first.Count))
                return Report(DiagnosticIds.BranchesDiffer, site.Syntax, Describe(values[0]), Describe(values[Array.FindIndex(parts, p => p?.Count != first.Count)]));
            var joined = Enumerable.Range(0, first.Count).Select(i => Join(route, [.. parts.Select(p => p![i])], site, scale)).ToArray();
            return values[0] is TupleValue ? new TupleValue([.. joined]) : new ArrayValue(joined);
        }

        var nodes = new Node[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (ToBranchNode(values[i], site) is not { } node)
                return PoisonValue.Instance;
            nodes[i] = node;
        }

        // Numbers take the shape of the tensors beside them; tensors must agree.
        var shapes = nodes.Where(n => n.Op is not Constant).Select(n => n.Shape).Distinct().ToArray();
        if (shapes.Length > 1)
            return Report(DiagnosticIds.BranchesDiffer, site.Syntax, Describe(nodes.First(n => n.Shape == shapes[0])), Describe(nodes.First(n => n.Shape == shapes[1])));
        var shape = shapes.Length == 1 ? shapes[0] : Shape.Scalar;
        var classes = scale is null ? Classes(values) : null;
        return Build(site.Syntax, nodes, () => new TensorValue(BranchMerger.Merge(builder, route, nodes, shape, scale)) { Classes = classes });
    }

    /// <summary>How many positions there are if branches give positions and whole numbers that leave none of them out; else null.</summary>
    private static int? Classes(Value[] values)
    {
        var positions = values.OfType<TensorValue>().ToArray();
        if (positions.Any(v => v.Classes is null || v.Bound is not null))
            return null;
        var count = positions.Max(v => v.Classes) ?? 0;
        foreach (var number in values.OfType<ConstantValue>().Select(v => v.Value as int? ?? -1).OrderBy(n => n))
        {
            if (number < 0 || number > count)
                return null;
            count = Math.Max(count, number + 1);
        }

        return count;
    }

    /// <summary>What a branch gave as a node; its rows are those of the branch, which end with the choice.</summary>
    private Node? ToBranchNode(Value value, IOperation site) => value is TensorValue { Function: null } tensor ? tensor.Node : ToNode(value, site);

    private static IReadOnlyList<Value>? Parts(Value value) => value switch
    {
        TupleValue tuple => tuple.Items,
        ArrayValue array => array.Items,
        _ => null,
    };

    private string Describe(Value value) => value switch
    {
        TupleValue tuple => $"{tuple.Items.Length} values",
        ArrayValue array => $"{array.Items.Length} values",
        TensorValue tensor => Describe(tensor.Node),
        _ => "a number",
    };

    private string Describe(Node node) => names.Describe(node) is { } name ? $"{node.Shape} ({name})" : node.Shape.ToString();

    /// <summary>A value by which each row chooses: one element a row of the kind; null, reported, for others.</summary>
    private Node? PerRow(Node value, IOperation site, ElementType element)
    {
        if (value.Shape.ElementCount == 1 && value.Type.Element == element)
        {
            return Apply(site.Syntax, () => value.Type.Batched
                ? builder.Reshape(value, Shape.Scalar)
                : builder.Broadcast(builder.Reshape(value, Shape.Scalar), TensorType.Sample(Shape.Scalar, element) with { Rows = builder.Rows }), value);
        }

        var needed = element == ElementType.Boolean ? "one condition" : "one position";
        if (value.Shape.ElementCount == 1)
            Report(DiagnosticIds.ChoiceNotPerRow, site.Syntax, "is a number", needed, "compare it, as in 'value > 0.5f'");
        else if (element == ElementType.Boolean)
            Report(DiagnosticIds.ChoiceNotPerRow, site.Syntax, $"has the shape {value.Shape}", needed, "reduce what is compared (Mean, ReduceMax), or choose element by element with Where(mask, a, b)");
        else
            Report(DiagnosticIds.ChoiceNotPerRow, site.Syntax, $"has the shape {value.Shape}", needed, "take the position along a single axis, as in ArgMax(Mean(x, 1)) or ArgMax(Flatten(x))");
        return null;
    }

    private Scope NewScope(Scope? parent) => new(parent) { Rows = builder.Rows };
}
