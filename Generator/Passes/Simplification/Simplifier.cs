using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>A simpler node with the value of <paramref name="op"/> applied to <paramref name="inputs"/>, made with
/// <see cref="Simplifier.Add"/>, or null if the rule does not apply.</summary>
internal delegate Node? SimplificationRule(Simplifier simplifier, Op op, Node[] inputs);

/// <summary>Adds nodes in their simplest form. Each rule makes the expression smaller or moves it to a form that no rule moves back, so
/// this ends.</summary>
internal sealed class Simplifier(GraphBuilder builder, IReadOnlyList<SimplificationRule> rules)
{
    public Node Add(Op op, params Node[] inputs)
    {
        foreach (var rule in rules)
        {
            if (rule(this, op, inputs) is { } simpler)
                return simpler;
        }

        return builder.Add(op, inputs);
    }

    public Node Constant(float value) => builder.Constant(value);

    /// <summary><paramref name="node"/> if it has the type that <paramref name="op"/> would give; a rule must not change types.</summary>
    public static Node? IfTyped(Node node, Op op, Node[] inputs) =>
        node.Type == op.InferType([.. inputs.Select(i => i.Type)]) ? node : null;

    public static bool IsConstant(Node node, float value) => node.Op is Constant constant && constant.Value == value;
}
