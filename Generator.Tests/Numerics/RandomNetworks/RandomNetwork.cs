using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>
/// The definition of a random network: some statements, each applying a function, a layer, an operator, a recurrence or a choice to earlier values. Functions
/// and layers come from the registry, one function, one layer and one operator in turn by the seed, so that a new one is drawn without further ado. The same seed gives the
/// same text.
/// </summary>
internal sealed class RandomNetwork
{
    private const int Attempts = 60;

    private static readonly int[][] InputShapes = [[], [3], [4], [6], [8], [12], [17], [3, 4], [4, 3], [5, 6], [4, 4, 2], [2, 3, 4], [3, 5, 3]];
    private static readonly int[][] IndexShapes = [[], [3], [4], [2, 3]];

    private readonly Drawing _drawing;
    private readonly ArgumentDraw _arguments;
    private readonly LayerDraw _layers;
    private readonly FunctionDraw _functions;
    private readonly OperatorDraw _operators;
    private readonly ScanDraw _scans;
    private readonly ChoiceDraw _choices;
    private readonly GateDraw _gates;
    private readonly List<string> _inputs = [];

    private RandomNetwork(int seed, int attempt)
    {
        _drawing = new Drawing(new Random((seed * 1000) + attempt));
        _arguments = new ArgumentDraw(_drawing);
        _layers = new LayerDraw(_drawing, _arguments);
        _functions = new FunctionDraw(_drawing, _arguments);
        _operators = new OperatorDraw(_drawing, _arguments);
        _choices = new ChoiceDraw(_drawing, _arguments, _layers);
        _gates = new GateDraw(_drawing, _layers);
        _scans = new ScanDraw(_drawing, _gates, AddStatement);
        Name = $"Random{Literals.Print(seed)}";
    }

    public string Name { get; }

    public string Source { get; private set; } = "";

    /// <summary>What the network means, said in another way: recurrences unrolled, choices computed for all rows.</summary>
    public Graph Meaning { get; private set; } = new([], [], []);

    /// <summary>The network of a seed.</summary>
    public static RandomNetwork Draw(int seed)
    {
        for (var attempt = 0; ; attempt++)
        {
            var network = new RandomNetwork(seed, attempt);
            if (network.TryDraw(seed, isStrict: attempt < Attempts))
                return network;
        }
    }

    private static string Sizes(IEnumerable<int> sizes) => string.Join(", ", sizes);

    /// <param name="isStrict">Whether the function, the layer and the operator whose turn it is must be there.</param>
    private bool TryDraw(int seed, bool isStrict)
    {
        var (function, layer) = (FunctionDraw.All[seed % FunctionDraw.All.Count], LayerDraw.All[seed % LayerDraw.All.Count]);
        for (var i = _drawing.Random.Next(1, 4); i > 0; i--)
            AddInput(_drawing.One(InputShapes), isInteger: false);
        if (_drawing.Chance(0.4) || layer is EmbeddingLayer)
            AddInput(_drawing.One(IndexShapes), isInteger: true);
        AddStatement();
        var isDrawn = Repeat(() => _layers.Draw(layer)) & Repeat(() => _functions.Draw(function)) & Repeat(() => _operators.Draw(seed));
        if (isStrict && !isDrawn)
            return false;
        for (var i = _drawing.Random.Next(2, 10); i > 0; i--)
            AddStatement();
        return Finish();
    }

    private bool Repeat(Func<Statement?> draw)
    {
        for (var i = 0; i < Attempts; i++)
        {
            if (_drawing.Try(draw))
                return true;
        }

        return false;
    }

    private void AddInput(int[] sizes, bool isInteger)
    {
        var name = _drawing.NewName("x");
        var type = TensorType.Sample(Shape.Of(sizes), isInteger ? Generator.Graphs.ElementType.Integer : Generator.Graphs.ElementType.Float);
        _drawing.Scope.Declare(name, _drawing.Trial.AddInput(name, type));
        _inputs.Add($"[{(isInteger ? "Indices" : "Shape")}({Sizes(sizes)})] Tensor {name}");
    }

    private bool AddStatement() => _drawing.Random.Next(20) switch
    {
        <= 7 => _drawing.Try(() => _functions.Draw(_drawing.One(FunctionDraw.All))),
        <= 12 => Repeat(() => _layers.Draw(_drawing.One(LayerDraw.All))),
        <= 15 => _drawing.Try(_operators.Draw),
        <= 17 when !_drawing.IsInStep => _drawing.Try(_scans.Draw),
        18 => _drawing.Try(_scans.Draw),
        <= 17 => _drawing.Try(_gates.Draw),
        _ => _drawing.Try(_choices.Draw),
    };

    private bool Finish()
    {
        var numbers = _drawing.Scope.Own.Where(v => Drawing.IsFloat(v.Node) && v.Node.Op is not Input).ToArray();
        var outputs = numbers.Where(v => v.Node.Type.Batched).DistinctBy(v => v.Node).TakeLast(3).ToArray();
        if (outputs.Length == 0)
            return false;
        var loss = _drawing.One([.. OpRegistry.Functions.Where(f => f.IsLoss)]);
        var metric = _drawing.One([.. OpRegistry.Functions.Where(f => f.HigherIsBetter is not null || f.MetricKind != "Mean")]);
        if (Target(loss, outputs[^1]) is not { } target)
            return false;
        // What nothing uses goes into the loss, so that gradients go through everything.
        var statements = _drawing.Scope.Statements.Select(s => s.Text).ToArray();
        var leaves = numbers.Where(v => !statements.Any(s => Uses(s, v.Name))).ToArray();
        if (!IsTame(loss, outputs, leaves))
            return false;
        Source = Write(statements, outputs, leaves, target, loss, metric);
        return true;
    }

    private static bool Uses(string statement, string name) =>
        System.Text.RegularExpressions.Regex.IsMatch(statement[(statement.IndexOf('=', StringComparison.Ordinal) + 1)..], $@"\b{name}\b");

    /// <summary>The declaration of the target of a loss on an output; null if there is none that fits.</summary>
    private string? Target(OpFunction loss, Variable output)
    {
        var shape = output.Node.Shape;
        if (loss.TakesLabels && shape.Rank > 0 && _drawing.Chance(0.7))
        {
            if (shape.Last < TrialGraph.Classes)
                return null;
            var labels = shape.Leading(shape.Rank - 1);
            _drawing.Trial.AddInput("y", TensorType.Sample(labels, Generator.Graphs.ElementType.Integer), isTarget: true);
            return $"[Label({Sizes(labels.Sizes)})] Tensor y";
        }

        _drawing.Trial.AddInput("y", TensorType.Sample(shape), isTarget: true);
        return $"[Shape({Sizes(shape.Sizes)})] Tensor y";
    }

    private bool IsTame(OpFunction function, IReadOnlyList<Variable> outputs, IReadOnlyList<Variable> leaves)
    {
        var builder = _drawing.Builder;
        try
        {
            var target = builder.Nodes.Last(n => n.Op is Input { Name: "y" });
            var loss = builder.Times(builder.RowMean(OpRegistry.Call(builder, function.Name, outputs[^1].Node, target)[0]), 0.5f);
            loss = leaves.Select(leaf => builder.RowMean(builder.Add(new Square(), leaf.Node))).Aggregate(loss, builder.Plus);
            builder.AddResult(ResultRole.Loss, "Loss", loss);
            for (var i = 0; i < outputs.Count; i++)
                builder.AddResult(ResultRole.Output, $"O{Literals.Print(i)}", outputs[i].Node);
            Meaning = DeadCode.Run(builder.Build());
            string[] wanted = [.. Meaning.Nodes.Where(n => n.Op is Parameter { Kind: ParameterTraining.Trained } || (n.Op is Input && Drawing.IsFloat(n))).Select(n => GradientFlow.SourceName(n)!)];
            return wanted.Any(name => Meaning.Nodes.Any(n => n.Op is Parameter p && p.Name == name)) && TrialGraph.Suits(Meaning, wanted, _drawing.Trial.Sources);
        }
        catch (DefinitionException)
        {
            return false;
        }
    }

    private string Write(string[] statements, Variable[] outputs, Variable[] leaves, string target, OpFunction loss, OpFunction metric)
    {
        var last = outputs[^1].Name;
        var tuple = string.Join(", ", outputs.Select((_, i) => $"Tensor O{Literals.Print(i)}"));
        var result = string.Join(", ", outputs.Select(o => o.Name));
        var terms = string.Concat(leaves.Select(leaf => $" + Mean(Square({leaf.Name}))"));
        var used = string.Join(", ", leaves.Append(outputs[^1]).Select(v => v.Name).Distinct().Select(name => $"Tensor {name}").Append(target));
        return $$"""
            {{NetworkSources.Usings}}
            [Network(UnreachedParameters = UnreachedParameters.Zero)]
            public partial class {{Name}}
            {
            {{_drawing.Scope.Declarations}}
                [Forward]
                private {{(outputs.Length == 1 ? "Tensor" : $"({tuple})")}} Define({{string.Join(", ", _inputs)}})
                {
            {{string.Concat(statements.Select(s => $"        {s}\n"))}}        return {{(outputs.Length == 1 ? result : $"({result})")}};
                }

                [Loss] private Tensor Loss({{used}}) => 0.5f * Mean({{loss.Name}}({{last}}, y)){{terms}};
            {{Metric(metric, outputs[^1], target)}}}
            """;
    }

    /// <summary>A metric on an output and the target; none if they do not fit.</summary>
    private string Metric(OpFunction metric, Variable output, string target)
    {
        var tensors = new Queue<Node>([output.Node, _drawing.Builder.Nodes.Last(n => n.Op is Input { Name: "y" })]);
        var usesTarget = metric.Parameters.Count(p => p.Kind == ParameterKind.Tensor) > 1;
        var values = metric.Parameters.TakeWhile(p => p.Default is null)
            .Select(p => p.Kind == ParameterKind.Tensor ? tensors.Dequeue() : _arguments.Number(p, null)).ToArray();
        try
        {
            OpRegistry.Call(_drawing.Builder, metric.Name, values);
        }
        catch (DefinitionException)
        {
            return "";
        }

        var numbers = string.Concat(values.Where(v => v is not Node).Select(v => $", {ArgumentDraw.Print(v)}"));
        return usesTarget
            ? $"    [Metric] private Tensor Score(Tensor {output.Name}, {target}) => {metric.Name}({output.Name}, y{numbers});\n"
            : $"    [Metric] private Tensor Score(Tensor {output.Name}) => {metric.Name}({output.Name}{numbers});\n";
    }
}
