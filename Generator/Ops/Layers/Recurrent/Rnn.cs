using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class RnnLayer : RecurrentLayer
{
    public override string Name => "Rnn";

    public override string Summary => "Simple recurrent layer: the output of a step is its state.";

    public override string Formula =>
        "hₜ = activation(xₜ · kernel + hₜ₋₁ · recurrentKernel + bias), h₀ = 0; Elman (1990), as PyTorch's RNN with its two biases added up";

    public override int StateCount => 1;

    protected override int Gates => 1;

    protected override IReadOnlyList<FunctionParameter> MoreParameters =>
        [new(ParameterKind.Activation, "activation", "What is applied to the new state.", "Activation.Tanh")];

    protected override IReadOnlyList<Node> Step(LayerContext context, bool reverse, Node projected, Node recurrent, IReadOnlyList<Node> states) =>
        [context.Activate(context.Arguments.Activation("activation"), context.Builder.Plus(recurrent, projected))];
}
