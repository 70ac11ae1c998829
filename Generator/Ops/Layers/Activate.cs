using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class ActivateLayer : Layer
{
    public override string Name => "Activate";

    public override string Summary => "An activation by itself.";

    public override string Formula => "activation(x)";

    public override IReadOnlyList<FunctionParameter> Parameters => [new(ParameterKind.Activation, "activation", "What is applied.")];

    public override string Describe(LayerArguments arguments) => OpRegistry.Label(arguments.Activation("activation"));

    public override Node Apply(LayerContext context, Node input) =>
        context.Activate(context.Arguments.Activation("activation"), context.Builder.Number(input));
}
