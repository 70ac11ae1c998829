using System.Globalization;
using System.Text.Json;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Ops;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>One case of Fixtures/ops/ops.json: a call of a function with its values and gradients as PyTorch computed them.</summary>
internal sealed class OpFixture(JsonElement json)
{
    // What stands between two values instead of a function's name.
    private static readonly Dictionary<string, Op> OperatorOps = new()
    {
        ["+"] = new Add(),
        ["-"] = new Subtract(),
        ["*"] = new Multiply(),
        ["/"] = new Divide(),
        [">"] = new Greater(),
        ["<"] = new Less(),
        [">="] = new GreaterOrEqual(),
        ["<="] = new LessOrEqual(),
        ["=="] = new Equal(),
        ["!="] = new NotEqual(),
        ["&"] = new And(),
        ["|"] = new Or(),
    };

    private static readonly Lazy<OpFixture[]> LazyAll = new(() =>
    {
        var document = JsonDocument.Parse(RepositoryRoot.Read("Generator.Tests/Fixtures/ops/ops.json"));
        return [.. document.RootElement.EnumerateArray().Select(e => new OpFixture(e))];
    });

    public static IReadOnlyList<OpFixture> All => LazyAll.Value;

    /// <summary>The operators of C# that tensors have.</summary>
    public static IReadOnlyCollection<string> Operators => OperatorOps.Keys;

    /// <summary>The function's name, or an operator.</summary>
    public string Function => json.GetProperty("function").GetString()!;

    public int Batch => json.GetProperty("batch").GetInt32();

    public bool IsOperator => OperatorOps.ContainsKey(Function);

    /// <summary>Whether the operator gives a condition, which the fixture has as 0 and 1.</summary>
    public bool GivesCondition => IsOperator && OperatorOps[Function] is ElementwiseOp { ResultElement: ElementType.Boolean };

    /// <summary>The function's parameters, or an operator's operands.</summary>
    public IReadOnlyList<FunctionParameter> Parameters =>
        IsOperator ? [new(ParameterKind.Tensor, "left", ""), new(ParameterKind.Tensor, "right", "")] : OpRegistry.FindFunction(Function)!.Parameters;

    /// <summary>As they are written in the fixture: "@x" is the input x.</summary>
    public IReadOnlyList<JsonElement> Arguments => [.. json.GetProperty("arguments").EnumerateArray()];

    public IReadOnlyList<(string Name, TensorType Type, double[] Data)> Inputs =>
        [.. json.GetProperty("inputs").EnumerateArray()
            .Select(i => (i.GetProperty("name").GetString()!, Type(i), Numbers(i.GetProperty("data"))))];

    public IReadOnlyList<(Shape Shape, double[] Data, double[] Upstream)> Outputs =>
        [.. json.GetProperty("outputs").EnumerateArray()
            .Select(o => (ShapeOf(o), Numbers(o.GetProperty("data")), Numbers(o.GetProperty("upstream"))))];

    /// <summary>By input; an input that the output does not depend on has none.</summary>
    public IReadOnlyDictionary<string, double[]> Gradients =>
        json.GetProperty("gradients").EnumerateObject().ToDictionary(p => p.Name, p => Numbers(p.Value));

    /// <summary>The graph of the call: outputs y0, y1, ….</summary>
    public Graph Build()
    {
        var builder = new GraphBuilder();
        var inputs = Inputs.ToDictionary(i => i.Name, i => builder.Add(new Input(i.Type, i.Name)));
        var arguments = Arguments.Select((a, i) => Argument(builder, inputs, Parameters[i].Kind, a)).ToArray();
        var outputs = IsOperator ? [builder.Number(builder.Add(OperatorOps[Function], [.. arguments.Cast<Node>()]))] : OpRegistry.Call(builder, Function, arguments);
        for (var i = 0; i < outputs.Count; i++)
            builder.AddResult(ResultRole.Output, OutputName(i), outputs[i]);
        return builder.Build();
    }

    public static string OutputName(int index) => "y" + index.ToString(CultureInfo.InvariantCulture);

    public override string ToString() =>
        $"{Function}({string.Join(", ", Arguments)}) on {string.Join(", ", Inputs.Select(i => i.Type))}";

    private static object Argument(GraphBuilder builder, Dictionary<string, Node> inputs, ParameterKind kind, JsonElement value) =>
        kind switch
        {
            ParameterKind.Tensor when value.ValueKind == JsonValueKind.Number => builder.Constant(value.GetSingle()),
            ParameterKind.Tensor => Tensor(builder, inputs, value.GetString()!),
            ParameterKind.Tensors => (IReadOnlyList<Node>)[.. value.EnumerateArray().Select(v => Tensor(builder, inputs, v.GetString()!))],
            ParameterKind.Integers => (IReadOnlyList<int>)[.. value.EnumerateArray().Select(v => v.GetInt32())],
            ParameterKind.Integer => value.GetInt32(),
            ParameterKind.Boolean => value.GetBoolean(),
            _ => value.GetSingle(),
        };

    // "@x", or the condition "@x > 0".
    private static Node Tensor(GraphBuilder builder, Dictionary<string, Node> inputs, string text)
    {
        var parts = text.Split(" > ");
        var input = inputs[parts[0][1..]];
        return parts.Length == 1 ? input
            : builder.Add(new Greater(), input, builder.Constant(float.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    private static TensorType Type(JsonElement input) =>
        TensorType.Sample(ShapeOf(input), input.GetProperty("integer").GetBoolean() ? ElementType.Integer : ElementType.Float);

    private static Shape ShapeOf(JsonElement tensor) =>
        Shape.Of([.. tensor.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32())]);

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];
}
