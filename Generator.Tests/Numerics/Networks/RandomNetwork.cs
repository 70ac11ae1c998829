using System.Globalization;
using System.Text;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Writes the definition of a random network: a handful of statements, each applying a random layer, function or operator to earlier
/// values of fitting shapes. Values are kept small, so that float32 and double stay comparable. The same seed gives the same text.</summary>
internal sealed class RandomNetwork
{
    private static readonly string[] Activations = ["Linear", "Relu", "LeakyRelu", "Elu", "Gelu", "Silu", "Tanh", "Sigmoid", "Softplus"];

    private static readonly string[] Unary =
    [
        "Tanh({0})", "Sigmoid({0})", "Softplus({0})", "Gelu({0})", "Silu({0})", "Relu({0})", "LeakyRelu({0})", "Elu({0})", "Abs({0})",
        "Square(Tanh({0}))", "Exp(-Square({0}))", "Log(Softplus({0}) + 0.5f)", "Sqrt(Square({0}) + 0.5f)", "Pow(Sigmoid({0}), 1.5f)",
        "Softmax({0})", "LogSoftmax({0})", "Clamp({0}, -0.5f, 0.5f)", "-{0}", "(1f - {0}) * 0.5f", "{0} + 0.5f * StopGradient({0})",
        "Softmax(Tanh({0})) * {0}", "{0} / (1f + Square({0}))",
    ];

    private static readonly string[] Binary =
        ["{0} + {1}", "{0} - {1}", "Tanh({0} * {1})", "Min({0}, {1})", "Max({0}, {1})", "{0} / (1f + Square({1}))", "Sigmoid({0}) * {1}"];

    private readonly Random _random;
    private readonly StringBuilder _layers = new();
    private readonly StringBuilder _body = new();
    private readonly List<(string Name, int[] Shape)> _values = [];
    private readonly HashSet<string> _unused = new(StringComparer.Ordinal);
    private int _layerCount;

    public RandomNetwork(int seed)
    {
        _random = new Random(seed);
        Name = string.Create(CultureInfo.InvariantCulture, $"Random{seed}");
        var inputs = Enumerable.Range(0, _random.Next(1, 3)).Select(AddInput).ToArray();
        Layer(_values[0].Name, _values[0].Shape);
        for (var i = _random.Next(4, 13); i > 0; i--)
            AddStatement();
        Source = Write(inputs);
    }

    public string Name { get; }

    public string Source { get; }

    private string AddInput(int index)
    {
        int[] shape = _random.Next(3) == 0 ? [_random.Next(1, 6), _random.Next(1, 8)] : [_random.Next(1, 24)];
        _values.Add(($"x{index}", shape));
        return $"[Shape({string.Join(", ", shape)})] Tensor x{index}";
    }

    private void AddStatement()
    {
        var (name, shape) = Pick();
        switch (_random.Next(10))
        {
            case 0 or 1 or 2 when shape.Length > 0:
                Layer(name, shape);
                break;
            case 3 or 4 when shape.Length > 0:
                Add(Format(Unary, name), shape, name);
                break;
            case 5 or 6:
                Combine(name, shape);
                break;
            case 7 when shape.Length > 0:
                Add($"{_random.GetItems(["Sum", "Mean", "ReduceMax", "ReduceMin"], 1)[0]}({name}, 1)", shape[..^1], name);
                break;
            default:
                Move(name, shape);
                break;
        }
    }

    private void Layer(string value, int[] shape)
    {
        var stages = new List<string>();
        var width = shape[^1];
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            width = _random.GetItems([1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33], 1)[0];
            stages.Add($"Dense({width}, Activation.{_random.GetItems(Activations, 1)[0]})");
            if (_random.Next(6) == 0)
                stages.Add("Dropout(0.25f)");
        }

        var layer = $"Layer{_layerCount++}";
        _layers.Append($"    [{string.Join(", ", stages)}] private partial Tensor {layer}(Tensor x);\n");
        Add($"{layer}({value})", [.. shape[..^1], width], value);
        // The same layer once more on another value of the same width: shared weights.
        if (_random.Next(4) == 0)
        {
            var others = _values.Where(v => v.Shape.Length > 0 && v.Shape[^1] == shape[^1] && v.Name != value).ToArray();
            if (others.Length > 0)
                Add($"{layer}({others[0].Name})", [.. others[0].Shape[..^1], width], others[0].Name);
        }
    }

    private void Combine(string name, int[] shape)
    {
        var fitting = _values.Where(v => v.Shape.Length == 0 || v.Shape.SequenceEqual(shape) || v.Shape is [1]).ToArray();
        if (fitting.Length == 0)
            return;
        var other = fitting[_random.Next(fitting.Length)];
        Add(Format(Binary, name, other.Name), shape.Length == 0 ? other.Shape : shape, name, other.Name);
    }

    private void Move(string name, int[] shape)
    {
        var vectors = _values.Where(v => v.Shape.Length == 1).ToArray();
        if (shape.Length == 2 && _random.Next(2) == 0)
            Add($"Transpose({name})", [shape[1], shape[0]], name);
        else if (shape.Length == 2)
            Add($"MatMul({name}, Transpose({name})) * 0.2f", [shape[0], shape[0]], name);
        else if (shape.Length == 1 && shape[0] % 2 == 0)
            Add($"Reshape({name}, {shape[0] / 2}, 2)", [shape[0] / 2, 2], name);
        else if (shape.Length == 1 && shape[0] > 2)
            Add($"Slice({name}, 1, {shape[0] - 2})", [shape[0] - 2], name);
        else if (shape.Length == 1 && vectors.Length > 1)
            Add($"Concat({name}, {vectors[0].Name})", [shape[0] + vectors[0].Shape[0]], name, vectors[0].Name);
    }

    private void Add(string expression, int[] shape, params string[] operands)
    {
        var name = $"v{_values.Count}";
        _body.Append($"        var {name} = {expression};\n");
        _values.Add((name, shape));
        _unused.ExceptWith(operands);
        _unused.Add(name);
    }

    private (string Name, int[] Shape) Pick() => _values[Math.Max(_random.Next(_values.Count), _random.Next(_values.Count))];

    private string Format(string[] patterns, params string[] operands) =>
        string.Format(CultureInfo.InvariantCulture, patterns[_random.Next(patterns.Length)], operands);

    private string Write(string[] inputs)
    {
        // What nothing uses goes into the loss, so that every parameter is reached.
        var leaves = _unused.Order(StringComparer.Ordinal).ToArray();
        var (output, shape) = _values[^1];
        var loss = string.Join(" + ", leaves.Select(leaf => $"Mean(Square({leaf}))"));
        var parameters = string.Join(", ", leaves.Select(leaf => $"Tensor {leaf}").Append($"[Shape({string.Join(", ", shape)})] Tensor y"));
        return $$"""
            {{NetworkSources.Usings}}
            [Network]
            public partial class {{Name}}
            {
            {{_layers}}
                [Forward]
                private Tensor Define({{string.Join(", ", inputs)}})
                {
            {{_body}}        return {{output}};
                }

                [Loss] private Tensor Loss({{parameters}}) => {{loss}} + 0.1f * Mse({{output}}, y);
            }
            """;
    }
}
