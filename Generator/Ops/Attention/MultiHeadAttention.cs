using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class MultiHeadAttentionLayer : Layer
{
    private const string Mask = "mask";

    public override string Name => "MultiHeadAttention";

    public override string Summary => "Attention: each position of a sequence gathers from the others, or from those of a second tensor, what its heads look for.";

    public override string Formula =>
        "Attention(x·queryKernel + queryBias, m·keyKernel + keyBias, m·valueKernel + valueBias)·outputKernel + outputBias, m being x or the method's second "
        + "tensor, kernels [features, features of x]; Vaswani et al. (2017)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Integer, "heads", "How many attentions work side by side, a divisor of the features.")];

    public override IReadOnlyList<FunctionParameter> Properties =>
    [
        new(ParameterKind.Boolean, "Causal", "Whether a position sees only itself and the positions before it.", "false"),
        new(ParameterKind.Float, "Dropout", "The rate at which weights of positions are dropped while training, from 0 to below 1.", "0f"),
        new(ParameterKind.Boolean, "UseBias", "Whether biases are added.", "true"),
        new(ParameterKind.Initializer, "KernelInitializer", "How the kernels start.", "Init.GlorotUniform"),
    ];

    public override string Describe(LayerArguments arguments) =>
        $"{(arguments.Boolean("Causal") ? "causal " : "")}attention, {Literals.Print(arguments.Integer("heads"))} heads";

    /// <summary>A memory of any name, and behind all a mask of this name.</summary>
    public override bool Takes(IReadOnlyList<string> further) =>
        further.Count <= 1 || (further.Count == 2 && further[0] != Mask && further[1] == Mask);

    public override string? MayTake(LayerArguments arguments) => "a second tensor, whose positions are seen instead of those of the first, and a last one called 'mask'";

    public override Node Apply(LayerContext context, Node input) => Apply(context, input, []);

    public override Node Apply(LayerContext context, Node input, IReadOnlyList<(string Name, Node Value)> further)
    {
        var builder = context.Builder;
        var x = builder.Number(input);
        var memory = further.Count > 0 && further[0].Name != Mask ? builder.Number(further[0].Value) : x;
        var mask = further.Where(tensor => tensor.Name == Mask).Select(tensor => tensor.Value).FirstOrDefault();
        foreach (var shape in new[] { x.Shape, memory.Shape })
        {
            if (shape.Rank < 2)
                throw new DefinitionException(DiagnosticIds.TooFewAxes, context.Name, "positions and features as the last two axes", shape);
        }

        var attention = new ScaledDotProduct(context.Name, context.Arguments.Integer("heads"), context.Arguments.Boolean("Causal"))
        {
            OnWeights = weights => DropoutFunction.Apply(
                builder, context.Name, $"{context.Name}.{Literals.Print(weights.Id)}", weights, context.Arguments.Float("Dropout"), argument: "Dropout"),
        };
        var size = x.Shape.Last;
        var (query, key, value) = (Project(context, "query", x, size), Project(context, "key", memory, size), Project(context, "value", memory, size));
        return Project(context, "output", attention.Apply(builder, query, key, value, mask), size);
    }

    private static Node Project(LayerContext context, string name, Node x, int size)
    {
        var start = context.Arguments.Initializer("KernelInitializer").Or(new InitializerSpec("GlorotUniform"));
        var product = context.Builder.Add(new MatMul(false), x, context.Parameter($"{name}Kernel", Shape.Of(x.Shape.Last, size), start));
        return context.Arguments.Boolean("UseBias")
            ? context.Builder.Plus(product, context.Parameter($"{name}Bias", Shape.Of(size), InitializerSpec.Zeros))
            : product;
    }
}
