using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>Layer methods with their attributes, and applications of them.</summary>
internal sealed class LayerDraw(Drawing drawing, ArgumentDraw arguments)
{
    private static readonly string[] Activations = [OpRegistry.Linear, .. OpRegistry.Functions.Where(f => f.ActivationNumber is not null).Select(f => f.Name)];

    private readonly List<Method> _methods = [];

    public static IReadOnlyList<Layer> All { get; } = [.. OpRegistry.Layers];

    /// <summary>A new layer that begins with <paramref name="first"/>, applied to a value; or now and then an old one, applied to another value.</summary>
    public Statement? Draw(Layer first)
    {
        var declarations = drawing.Scope.Declarations;
        var known = _methods.Where(m => declarations.Contains(m.Declaration, StringComparison.Ordinal)).ToArray();
        var isAgain = known.Length > 0 && drawing.Chance(0.15);
        var input = Input();
        var method = isAgain ? drawing.One(known) : New(first, input, isFamily: false);
        var name = drawing.NewName("v");
        var value = method.Apply(input, null, drawing.IsInStep);
        var statement = new Statement($"var {name} = {value.Text};", [name], bindings => bindings[name] = value.Build(bindings), isAgain ? "" : method.Declaration);
        _methods.Add(method);
        return statement;
    }

    /// <summary>A new layer for a value.</summary>
    public Method New(Layer first, Expression input, bool isFamily)
    {
        var stages = new List<Stage> { OfLayer(first, input) };
        while (stages.Count < 3 && drawing.Chance(0.35))
            stages.Add(OfLayer(drawing.One(All), input));
        var hasLengths = !isFamily && stages is [{ Layer: RecurrentLayer }] && drawing.Chance(0.4);
        return new Method(drawing.NewName("Layer"), stages, isFamily, hasLengths);
    }

    /// <summary>A dense layer that gives so many numbers.</summary>
    public Method Dense(int units, bool isFamily)
    {
        var dense = OpRegistry.FindLayer("Dense")!;
        var activation = drawing.One(Activations);
        var given = new Dictionary<string, object>(StringComparer.Ordinal) { ["units"] = units, ["activation"] = activation };
        var stage = new Stage(dense, $"Dense({Literals.Print(units)}, Activation.{activation})", Defaults(dense, given));
        return new Method(drawing.NewName("Layer"), [stage], isFamily);
    }

    /// <summary>A dense layer without an activation.</summary>
    public Method Product(int units, bool useBias)
    {
        var dense = OpRegistry.FindLayer("Dense")!;
        var given = new Dictionary<string, object>(StringComparer.Ordinal) { ["units"] = units, ["UseBias"] = useBias };
        var stage = new Stage(dense, $"Dense({Literals.Print(units)}{(useBias ? "" : ", UseBias = false")})", Defaults(dense, given));
        return new Method(drawing.NewName("Layer"), [stage], IsFamily: false);
    }

    private Expression Input()
    {
        var value = drawing.Variable(n => n.Type.Element != Generator.Graphs.ElementType.Boolean)!;
        return Drawing.IsFloat(drawing.Value(value)) && drawing.Chance(0.5) ? drawing.Reshaped(value, drawing.Random.Next(1, 4)) : value;
    }

    private Stage OfLayer(Layer layer, Expression input)
    {
        var given = new Dictionary<string, object>(StringComparer.Ordinal);
        var text = new List<string>();
        foreach (var parameter in layer.Parameters.TakeWhile(p => p.Default is null || drawing.Chance(0.6)))
            text.Add(Give(given, parameter, input));
        foreach (var property in layer.Properties.Where(_ => drawing.Chance(0.25)))
            text.Add($"{property.Name} = {Give(given, property, input)}");
        return new Stage(layer, text.Count == 0 ? layer.Name : $"{layer.Name}({string.Join(", ", text)})", Defaults(layer, given));
    }

    private string Give(Dictionary<string, object> given, FunctionParameter parameter, Expression input)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Activation:
                given[parameter.Name] = drawing.One(Activations);
                return $"Activation.{given[parameter.Name]}";
            case ParameterKind.Choice:
                var choices = Enum.GetNames(typeof(Tensor).Assembly.GetType($"NetGen.{parameter.ChoiceType}", throwOnError: true)!);
                given[parameter.Name] = drawing.One(choices);
                return $"{parameter.ChoiceType}.{given[parameter.Name]}";
            case ParameterKind.Initializer:
                var start = drawing.One(Enum.GetNames<Init>());
                given[parameter.Name] = new InitializerSpec(start);
                return $"Init.{start}";
            default:
                given[parameter.Name] = arguments.Number(parameter, input);
                return ArgumentDraw.Print(given[parameter.Name]);
        }
    }

    private static LayerArguments Defaults(Layer layer, Dictionary<string, object> given)
    {
        foreach (var parameter in layer.Parameters.Concat(layer.Properties).Where(p => !given.ContainsKey(p.Name)))
            given.Add(parameter.Name, DefaultValues.Parse(parameter));
        return new LayerArguments(given);
    }

    internal sealed record Stage(Layer Layer, string Text, LayerArguments Arguments);

    /// <summary>A layer method.</summary>
    /// <param name="IsFamily">Whether it has an index.</param>
    /// <param name="HasLengths">Whether it is one recurrent layer that is told where sequences end.</param>
    internal sealed record Method(string Name, IReadOnlyList<Stage> Stages, bool IsFamily, bool HasLengths = false)
    {
        public string Declaration =>
            $"    [{string.Join(", ", Stages.Select(s => s.Text))}] private partial Tensor {Name}({(IsFamily ? "int index, " : "")}Tensor x{(HasLengths ? ", Tensor lengths" : "")});\n";

        public bool IsRecurrent => Stages.Any(s => s.Layer is RecurrentLayer);

        /// <param name="index">Which of a family.</param>
        /// <param name="isInStep">Whether it is applied at each step of a recurrence.</param>
        public Expression Apply(Expression input, int? index, bool isInStep = false)
        {
            var lengths = HasLengths ? Lengths(input) : null;
            return new(
                $"{Name}({(index is { } i ? Literals.Print(i) + ", " : "")}{input.Text}{(lengths is null ? "" : ", " + lengths.Text)})",
                bindings => Apply(bindings, input.Build(bindings), lengths?.Build(bindings), index, isInStep));
        }

        // Some number of steps, and none at which the step of a difference would make one more.
        private static Expression Lengths(Expression input) => Drawing.Call("Mean", Drawing.Call("Softplus", input));

        private Node Apply(Bindings bindings, Node value, Node? lengths, int? index, bool isInStep)
        {
            var name = index is { } i ? $"{Name}[{Literals.Print(i)}]" : Name;
            for (var stage = 0; stage < Stages.Count; stage++)
            {
                var context = new TrialContext(bindings.Trial, Stages[stage].Arguments, Stages.Count == 1 ? name : $"{name}.{Literals.Print(stage)}", isInStep);
                value = lengths is null ? Stages[stage].Layer.Apply(context, value) : ((RecurrentLayer)Stages[stage].Layer).Apply(context, value, null, lengths).Outputs[0];
            }

            return value;
        }
    }

    private sealed class TrialContext(TrialGraph trial, LayerArguments arguments, string name, bool isInStep) : LayerContext(trial.Builder, arguments, name)
    {
        public override Node Parameter(string name, Shape shape, InitializerSpec initializer) => Find(name, shape, ParameterTraining.Trained);

        public override Node State(string name, Shape shape, InitializerSpec initializer) => isInStep
            ? throw new DefinitionException(DiagnosticIds.ChoiceAndScan, Name, "the step of a Scan", "it outside")
            : Find(name, shape, ParameterTraining.State);

        private Node Find(string name, Shape shape, ParameterTraining kind)
        {
            var full = $"{Name}.{name}";
            var known = Builder.Nodes.FirstOrDefault(n => n.Op is Parameter parameter && parameter.Name == full);
            return known is null || known.Shape == shape
                ? trial.AddParameter(full, shape, kind)
                : throw new DefinitionException(DiagnosticIds.LayerParameterShape, Name, name, known.Shape, shape, "before");
        }
    }
}
