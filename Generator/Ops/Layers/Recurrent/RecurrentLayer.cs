using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>
/// A layer that goes through a sequence [steps, features] with a state. The part of a step that does not depend on the state, x · kernel + bias, is one
/// product for all steps; the gates of a step are one product with the recurrent kernel.
/// </summary>
internal abstract class RecurrentLayer : Layer
{
    private const string Reverse = "reverse";

    public sealed override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Integer, "units", "The size of the state, at least 1."), .. MoreParameters];

    public sealed override IReadOnlyList<FunctionParameter> Properties =>
    [
        new(ParameterKind.Boolean, "ReturnSequences", "Whether the result is the output of every step, and not of the last alone.", "false"),
        new(ParameterKind.Boolean, "Bidirectional", "Whether a second set of parameters goes through the sequence from its end, and both outputs stand side by side.", "false"),
        new(ParameterKind.Integer, "Truncate", "After how many steps a gradient goes no further back through the state; 0 for never.", "0"),
        new(ParameterKind.Initializer, "KernelInitializer", "How the kernel starts.", "Init.Default"),
        new(ParameterKind.Initializer, "RecurrentInitializer", "How the recurrent kernel starts; by default orthogonal.", "Init.Default"),
        new(ParameterKind.Initializer, "BiasInitializer", "How the bias starts.", "Init.Zeros"),
    ];

    /// <summary>The tensors of its state: the output first.</summary>
    public abstract int StateCount { get; }

    /// <summary>How many times <c>units</c> numbers a step computes before it applies functions to them.</summary>
    protected abstract int Gates { get; }

    protected virtual IReadOnlyList<FunctionParameter> MoreParameters => [];

    public override string Describe(LayerArguments arguments)
    {
        var units = $"{Name} {Literals.Print(arguments.Integer("units"))}";
        var both = arguments.Boolean("Bidirectional") ? ", bidirectional" : "";
        return $"{units}{both}{(arguments.Boolean("ReturnSequences") ? ", every step" : "")}";
    }

    public sealed override string? MayTake(LayerArguments arguments)
    {
        var count = StatesOf(arguments);
        var states = count == 1 ? "the initial state" : $"the {Literals.Print(count)} initial states";
        return $"{states} behind the sequence, and a last tensor called 'lengths', and give its {(count == 1 ? "last state" : "last states")} behind the output, in a tuple";
    }

    /// <summary>How many initial states there are, those of the way back included.</summary>
    public int StatesOf(LayerArguments arguments) => arguments.Boolean("Bidirectional") ? 2 * StateCount : StateCount;

    public sealed override Node Apply(LayerContext context, Node input) => Apply(context, input, null, null).Outputs[0];

    /// <param name="initial">The states before the first step; null for zeros.</param>
    /// <param name="lengths">How many steps of each row count, one number a row: past them states hold; null for all.</param>
    /// <returns>The output of the layer, and its states after the last step (of both directions one after the other).</returns>
    public ScanResult Apply(LayerContext context, Node input, IReadOnlyList<Node>? initial, Node? lengths)
    {
        var units = context.Arguments.Integer("units");
        if (units < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "units", units, "at least 1");
        if (context.Arguments.Integer("Truncate") is < 0 and var truncate)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "Truncate", truncate, "0 or more");
        var x = context.Builder.Number(input);
        if (x.Shape.Rank != 2)
            throw new DefinitionException(DiagnosticIds.TooFewAxes, context.Name, "the two axes [steps, features], as ReturnSequences of a recurrent layer before it gives them", x.Shape);
        Check(context, units, initial, lengths);
        var first = initial?.Take(StateCount).ToArray();
        var forward = Run(context, x, first, lengths, reverse: false);
        if (!context.Arguments.Boolean("Bidirectional"))
            return forward;
        var backward = Run(context, x, initial?.Skip(StateCount).ToArray(), lengths, reverse: true);
        var both = OpRegistry.Call(context.Builder, "Concat", (IReadOnlyList<Node>)[forward.Outputs[0], backward.Outputs[0]]);
        return new ScanResult(both, [.. forward.Final, .. backward.Final]);
    }

    private static void Check(LayerContext context, int units, IReadOnlyList<Node>? initial, Node? lengths)
    {
        for (var i = 0; i < initial?.Count; i++)
        {
            if (initial[i].Shape != Shape.Of(units))
            {
                throw new DefinitionException(
                    DiagnosticIds.ArgumentOutOfRange, context.Name, $"the shape of initial state {Literals.Print(i + 1)}", initial[i].Shape, $"{Literals.Print(units)}, as many as its units");
            }
        }

        if (lengths is not null && lengths.Shape.ElementCount != 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "the shape of lengths", lengths.Shape, "scalar, one number a row: [Shape] or [Label]");
    }

    /// <summary>The parameter <paramref name="name"/> of one direction.</summary>
    protected static Node Parameter(LayerContext context, string name, bool reverse, Shape shape)
    {
        var wanted = name.IndexOf("bias", StringComparison.OrdinalIgnoreCase) >= 0 ? "BiasInitializer" : name == "kernel" ? "KernelInitializer" : "RecurrentInitializer";
        var chosen = context.Arguments.Initializer(wanted);
        var start = chosen.Kind != "Default" ? chosen : new InitializerSpec(wanted switch { "BiasInitializer" => "Zeros", "KernelInitializer" => "GlorotUniform", _ => "Orthogonal" });
        return context.Parameter(reverse ? Reverse + char.ToUpperInvariant(name[0]) + name.Substring(1) : name, shape, start);
    }

    /// <summary>The new states.</summary>
    /// <param name="projected">x · kernel + bias of this step.</param>
    /// <param name="recurrent">The output of the step before · recurrent kernel.</param>
    protected abstract IReadOnlyList<Node> Step(LayerContext context, bool reverse, Node projected, Node recurrent, IReadOnlyList<Node> states);

    /// <summary>The part of a value that belongs to one gate.</summary>
    protected static Node Gate(LayerContext context, Node value, int gate)
    {
        var units = context.Arguments.Integer("units");
        return context.Builder.Add(new Slice(0, gate * units, units), value);
    }

    private ScanResult Run(LayerContext context, Node x, IReadOnlyList<Node>? initial, Node? lengths, bool reverse)
    {
        var builder = context.Builder;
        var units = context.Arguments.Integer("units");
        var kernel = Parameter(context, "kernel", reverse, Shape.Of(x.Shape[1], Gates * units));
        var recurrentKernel = Parameter(context, "recurrentKernel", reverse, Shape.Of(units, Gates * units));
        var bias = Parameter(context, "bias", reverse, Shape.Of(Gates * units));
        var zero = TensorType.Sample(Shape.Of(units));
        initial ??= [.. Enumerable.Repeat(builder.Broadcast(builder.Constant(0), zero), StateCount)];
        var form = new ScanForm(x.Shape[0], reverse, context.Arguments.Integer("Truncate"));
        var result = builder.Scan(form, lengths is null ? [x] : [x, Mask(builder, lengths, x.Shape[0])], initial, (slices, states) =>
        {
            var projected = builder.Plus(builder.Add(new MatMul(false), slices[0], kernel), bias);
            var next = Step(context, reverse, projected, builder.Add(new MatMul(false), states[0], recurrentKernel), states);
            if (slices.Count > 1)
                next = [.. next.Select((value, i) => builder.Where(builder.Add(new Greater(), slices[1], builder.Constant(0.5f)), value, states[i]))];
            return new ScanStepResult([next[0]], next);
        })!;
        return context.Arguments.Boolean("ReturnSequences") ? result : result with { Outputs = [result.Final[0]] };
    }

    /// <summary>1 for the steps that count, then 0: [steps].</summary>
    private static Node Mask(GraphBuilder builder, Node lengths, int steps) =>
        builder.Number(builder.Add(new IsStep(steps), builder.Add(new Iota(steps)), builder.Reshape(lengths, Shape.Of(1))));
}
