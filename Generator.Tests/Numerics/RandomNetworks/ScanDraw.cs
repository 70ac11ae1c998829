using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>Recurrences with a step of several statements. In the trial graph they are unrolled.</summary>
internal sealed class ScanDraw(Drawing drawing, GateDraw gates, Func<bool> addStatement)
{
    private const int MostSteps = 5;

    // Of fewer steps the products of gates are not joined.
    private const int ManySteps = 4;

    private const int MostState = 24;

    public Statement? Draw()
    {
        var fewest = drawing.Chance(0.5) ? ManySteps : 1;
        var sequence = drawing.Variable(n => Drawing.IsFloat(n) && n.Shape.Rank > 0 && n.Shape[0] >= fewest && n.Shape[0] <= MostSteps);
        var initial = drawing.Variable(n => Drawing.IsFloat(n) && n.Shape.ElementCount <= MostState);
        if (sequence is null || initial is null)
            return null;
        var number = drawing.NewName("");
        var step = new Step($"s{number}", $"h{number}", sequence, initial, drawing.Value(sequence).Shape[0], drawing.Chance(0.3));
        var (outer, wasInStep) = (drawing.Scope, drawing.IsInStep);
        drawing.Scope = new Scope(new Bindings(drawing.Trial, outer.Bindings), outer);
        drawing.IsInStep = true;
        try
        {
            drawing.Scope.Declare(step.Slice, step.SliceAt(outer.Bindings, 0));
            drawing.Scope.Declare(step.State, step.First(outer.Bindings));
            if (drawing.Chance(0.5))
                drawing.Try(gates.Draw);
            for (var i = drawing.Random.Next(1, 5); i > 0; i--)
                addStatement();
            return Finish(step with { Statements = drawing.Scope.Statements });
        }
        finally
        {
            (drawing.Scope, drawing.IsInStep) = (outer, wasInStep);
        }
    }

    private Statement Finish(Step step)
    {
        var own = drawing.Scope.Own.Where(v => Drawing.IsFloat(v.Node)).ToArray();
        var output = own[^1].Name;
        var shape = drawing.Scope.Bindings[step.State].Shape;
        var next = own.Skip(2).LastOrDefault(v => v.Node.Shape == shape)?.Name;
        var state = new Expression(step.State, bindings => bindings[step.State]);
        var last = new Expression(output, bindings => bindings[output]);
        var mixed = next is null
            ? Drawing.Call("Tanh", OperatorDraw.Plus(OperatorDraw.Times(state, Drawing.Number(0.7f)), Drawing.Call("Mean", last)))
            : new Expression(next, bindings => bindings[next]);
        var names = new[] { drawing.NewName("v"), drawing.NewName("v") };
        var truncate = drawing.Chance(0.2) ? drawing.Random.Next(1, 4) : 0;
        var givesStateOnly = drawing.Chance(0.3);
        var body = string.Concat(step.Statements.Select(s => $"            {s.Text.ReplaceLineEndings("\n    ")}\n"));
        var text = $"var ({names[0]}, {names[1]}) = Scan({step.Sequence.Text}, {step.Initial.Text}, ({step.Slice}, {step.State}) =>\n        {{\n{body}"
            + $"            return {(givesStateOnly ? mixed.Text : $"({output}, {mixed.Text})")};\n"
            + $"        }}{(truncate > 0 ? $", truncate: {Literals.Print(truncate)}" : "")}{(step.IsReverse ? ", reverse: true" : "")});";
        return new Statement(
            text, names, bindings => (bindings[names[0]], bindings[names[1]]) = step.Unroll(bindings, givesStateOnly ? mixed : last, mixed, truncate), string.Concat(step.Statements.Select(s => s.Declarations)));
    }

    private sealed record Step(string Slice, string State, Expression Sequence, Expression Initial, int Steps, bool IsReverse)
    {
        public IReadOnlyList<Statement> Statements { get; init; } = [];

        public Node SliceAt(Bindings outer, int place)
        {
            var sequence = Batched(outer, Sequence.Build(outer));
            var slice = outer.Builder.Add(new Slice(0, place, 1), sequence);
            return outer.Builder.Reshape(slice, sequence.Shape.Trailing(sequence.Shape.Rank - 1));
        }

        public Node First(Bindings outer) => Batched(outer, Initial.Build(outer));

        public (Node Outputs, Node Last) Unroll(Bindings outer, Expression output, Expression next, int truncate)
        {
            var outputs = new Node[Steps];
            var state = First(outer);
            for (var visit = 0; visit < Steps; visit++)
            {
                if (truncate > 0 && visit > 0 && visit % truncate == 0)
                    state = outer.Builder.Add(new StopGradient(), state);
                var place = IsReverse ? Steps - 1 - visit : visit;
                var bindings = new Bindings(outer.Trial, outer) { [Slice] = SliceAt(outer, place), [State] = state };
                foreach (var statement in Statements)
                    statement.Run(bindings);
                outputs[place] = output.Build(bindings);
                state = Batched(outer, next.Build(bindings));
            }

            return (OpRegistry.Call(outer.Builder, "Stack", (IReadOnlyList<Node>)outputs)[0], state);
        }

        private static Node Batched(Bindings bindings, Node value) => bindings.Builder.Broadcast(value, value.Type with { Batched = true });
    }
}
