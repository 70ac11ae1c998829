using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class EmbeddingLayer : Layer
{
    private static readonly InitializerSpec Start = new("Uniform", 0.05f);

    public override string Name => "Embedding";

    public override string Summary => "A learned vector for each of the integers 0 … count − 1: words, users, categories.";

    public override string Formula =>
        "embeddings[x], embeddings [count, size] starting uniform in ±0.05. Numbers outside 0 … count − 1 are an exception of the call";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Integer, "count", "How many integers there are; inputs are from 0 to below it."),
        new(ParameterKind.Integer, "size", "The length of the vectors."),
    ];

    public override IReadOnlyList<FunctionParameter> Properties =>
    [
        new(ParameterKind.Boolean, "Sparse",
            "Whether a training step changes only the vectors of integers that occur in its batch; otherwise the optimizer's momentum and decay go on for all.",
            "true"),
        new(ParameterKind.Initializer, "Initializer", "How the vectors start.", "Init.Default"),
    ];

    public override string Describe(LayerArguments arguments) =>
        $"Embedding {Literals.Print(arguments.Integer("count"))} × {Literals.Print(arguments.Integer("size"))}";

    public override Node Apply(LayerContext context, Node input)
    {
        var (count, size) = (Positive(context, "count"), Positive(context, "size"));
        var start = context.Arguments.Initializer("Initializer").Or(Start);
        var table = context.Parameter("embeddings", Shape.Of(count, size), start);
        return Indices.Lookup(context.Builder, context.Name, input, table, context.Arguments.Boolean("Sparse"));
    }

    private static int Positive(LayerContext context, string argument)
    {
        var value = context.Arguments.Integer(argument);
        return value >= 1
            ? value
            : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, argument, value, "at least 1");
    }
}
