using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>Calls of the functions of the language.</summary>
internal sealed class FunctionDraw(Drawing drawing, ArgumentDraw arguments)
{
    /// <summary>Functions that can stand in a definition; others can only be metrics. The counts of CTC would hardly ever fit together: it has tests of its own.</summary>
    public static IReadOnlyList<OpFunction> All { get; } = [.. OpRegistry.Functions.Where(f => f.MetricKind == "Mean" && f is not CtcFunction)];

    public Statement Draw(OpFunction function)
    {
        var given = arguments.Of(function.Parameters);
        IReadOnlyList<Node> Build(Bindings bindings) => function.Build(bindings.Builder, new FunctionArguments([.. given.Select(a => a.Value(bindings))]));

        var name = drawing.NewName("v");
        // A position is an int in C#, with which C#'s own operators would calculate.
        var call = $"{(function.ResultType == "int" ? "Tensor" : "var")} {name} = {function.Name}({string.Join(", ", given.Select(a => a.Text).Where(t => t.Length > 0))});";
        if (function.ResultCount == 1)
            return new Statement(call, [name], bindings => bindings[name] = Build(bindings)[0]);
        string[] parts = [.. Build(drawing.Scope.Bindings).Select((_, i) => $"{name}_{Literals.Print(i)}")];
        var taken = parts.Select((part, i) => $" var {part} = {name}[{Literals.Print(i)}];");
        return new Statement(call + string.Concat(taken), parts, bindings =>
        {
            foreach (var (part, value) in parts.Zip(Build(bindings)))
                bindings[part] = value;
        });
    }
}
