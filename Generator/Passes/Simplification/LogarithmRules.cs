using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>log exp x = x and log (exp x / y) = x − log y. A logarithm of a softmax thereby becomes the log softmax, which stays exact
/// where the
/// quotient would round to 0.</summary>
internal static class LogarithmRules
{
    public static Node? Apply(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Log)
            return null;
        var x = inputs[0];
        if (x.Op is Exp)
            return Simplifier.IfTyped(x.Inputs[0], op, inputs);
        return x.Op is Divide && x.Inputs[0].Op is Exp
            ? simplifier.Add(new Subtract(), x.Inputs[0].Inputs[0], simplifier.Add(op, x.Inputs[1]))
            : null;
    }
}
