using System.Globalization;
using System.Text.Json;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Ops;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>A fixture as the network that a user would write: the call is its definition, the sum of output · upstream its loss, so that
/// the
/// gradients of its inputs are those of the fixture, divided by the rows.</summary>
internal static class OpFixtureSource
{
    /// <summary>The network of class Case{index}; null if a definition cannot say it.</summary>
    public static string? Write(OpFixture fixture, int index)
    {
        // Without a gradient an integer would be neither input nor target, and what is finished over a data set can only be a metric.
        if (OpRegistry.FindFunction(fixture.Function) is { MetricKind: not "Mean" } || (HasLabels(fixture) && fixture.Gradients.Count == 0))
            return null;
        return $$"""
            using NetGen;
            using static NetGen.Ops;

            [Network]
            public partial class Case{{index.ToString(CultureInfo.InvariantCulture)}}
            {
            {{(HasLabels(fixture) ? WithLabels(fixture) : Direct(fixture))}}
            }
            """;
    }

    /// <summary>Whether the call is not the network's output but only in its loss, and the network's input x goes through it.</summary>
    public static bool HasLabels(OpFixture fixture) => fixture.Inputs.Any(i => i.Type.Element == ElementType.Integer);

    private static string Direct(OpFixture fixture)
    {
        var inputs = string.Join(", ", fixture.Inputs.Select(i => $"{Attribute(i.Type)} Tensor {i.Name}"));
        var names = Enumerable.Range(0, fixture.Outputs.Count).Select(OpFixture.OutputName).ToList();
        var single = names.Count == 1;
        var type = single ? "Tensor" : $"({string.Join(", ", names.Select(n => $"Tensor {n}"))})";
        var result = single ? Call(fixture) : $"({string.Join(", ", names.Select((_, i) => $"{Call(fixture)}[{i}]"))})";
        var forward = $"[Forward] private {type} Define({inputs}) => {result};";
        if (fixture.Gradients.Count == 0)
            return forward;
        var bound = names.Select(n => $"Tensor {(single ? "output" : n)}");
        var upstream = fixture.Outputs.Select((o, i) => $"{Attribute(TensorType.Sample(o.Shape))} Tensor u{i}");
        var sum = string.Join(" + ", names.Select((n, i) => $"Sum({(single ? "output" : n)} * u{i})"));
        return $"{forward}\n[Loss] private Tensor Loss({string.Join(", ", bound.Concat(upstream))}) => {sum};";
    }

    // The first tensor is the network's input, named by a local so that the loss can bind it.
    private static string WithLabels(OpFixture fixture)
    {
        var first = fixture.Inputs[0];
        var targets = string.Concat(fixture.Inputs.Skip(1).Select(target => $", {Attribute(target.Type)} Tensor {target.Name}"));
        var parameters = $"Tensor {first.Name}{targets}, {Attribute(TensorType.Sample(fixture.Outputs[0].Shape))} Tensor u0";
        return $"""
            [Forward] private Tensor Define({Attribute(first.Type)} Tensor x) {"{"} var {first.Name} = x * 1f; return {first.Name}; {"}"}
            [Loss] private Tensor Loss({parameters}) => Sum({Call(fixture)} * u0);
            """;
    }

    private static string Attribute(TensorType type) =>
        $"[{(type.Element == ElementType.Integer ? "Label" : "Shape")}({string.Join(", ", type.Shape.Sizes)})]";

    private static string Call(OpFixture fixture)
    {
        var arguments = fixture.Arguments.Zip(fixture.Parameters.Select(p => p.Kind), Argument).Where(text => text.Length > 0).ToList();
        if (fixture.IsOperator)
        {
            var operation = $"({arguments[0]}) {fixture.Function} ({arguments[1]})";
            return fixture.GivesCondition ? $"Where({operation}, 1f, 0f)" : operation;
        }

        return $"{fixture.Function}({string.Join(", ", arguments)})";
    }

    private static string Argument(JsonElement value, ParameterKind kind) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => Argument(v, kind))),
        JsonValueKind.String => value.GetString()![1..].Replace(" > 0", " > 0f", StringComparison.Ordinal),
        JsonValueKind.Number when kind is ParameterKind.Integer or ParameterKind.Integers => value.GetRawText(),
        JsonValueKind.Number => value.GetRawText() + "f",
        _ => value.GetRawText(),
    };
}
