using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class MultiHeadAttentionLayer : Layer
{
    public override string Name => "MultiHeadAttention";

    public override string Summary => "Self-attention: each position of a sequence gathers from the others what its heads look for.";

    public override string Formula =>
        "Attention(x·queryKernel + queryBias, x·keyKernel + keyBias, x·valueKernel + valueBias)·outputKernel + outputBias, all kernels "
        + "[features, features]; Vaswani et al. (2017)";

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

    public override Node Apply(LayerContext context, Node input)
    {
        var builder = context.Builder;
        var x = builder.Number(input);
        if (x.Shape.Rank < 2)
            throw new DefinitionException(DiagnosticIds.TooFewAxes, context.Name, "positions and features as the last two axes", x.Shape);
        var attention = new ScaledDotProduct(context.Name, context.Arguments.Integer("heads"), context.Arguments.Boolean("Causal"))
        {
            OnWeights = weights => DropoutFunction.Apply(
                builder, context.Name, $"{context.Name}.{Literals.Print(weights.Id)}", weights, context.Arguments.Float("Dropout")),
        };
        var (query, key, value) = (Project(context, "query", x), Project(context, "key", x), Project(context, "value", x));
        return Project(context, "output", attention.Apply(builder, query, key, value, mask: null));
    }

    private static Node Project(LayerContext context, string name, Node x)
    {
        var size = x.Shape.Last;
        var start = context.Arguments.Initializer("KernelInitializer").Or(new InitializerSpec("GlorotUniform"));
        var product = context.Builder.Add(new MatMul(false), x, context.Parameter($"{name}Kernel", Shape.Of(size, size), start));
        return context.Arguments.Boolean("UseBias")
            ? context.Builder.Plus(product, context.Parameter($"{name}Bias", Shape.Of(size), InitializerSpec.Zeros))
            : product;
    }
}
