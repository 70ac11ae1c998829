using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class GruLayer : RecurrentLayer
{
    public override string Name => "Gru";

    public override string Summary => "Gated recurrent unit: two gates and no cell besides the output.";

    public override string Formula =>
        "[a, b, c] = xₜ · kernel + bias, [d, e, u] = hₜ₋₁ · recurrentKernel; r = σ(a + d), z = σ(b + e), n = tanh(c + r·(u + recurrentBias)), "
        + "hₜ = (1 − z)·n + z·hₜ₋₁, h₀ = 0; Cho et al. (2014) with the reset behind the product, gates in the order of PyTorch";

    public override int StateCount => 1;

    protected override int Gates => 3;

    protected override IReadOnlyList<Node> Step(LayerContext context, bool reverse, Node projected, Node recurrent, IReadOnlyList<Node> states)
    {
        var builder = context.Builder;
        var bias = Parameter(context, "recurrentBias", reverse, Shape.Of(context.Arguments.Integer("units")));
        var reset = Sigmoid(0);
        var update = Sigmoid(1);
        var old = builder.Plus(Gate(context, recurrent, 2), bias);
        var candidate = builder.Add(new Tanh(), builder.Plus(Gate(context, projected, 2), builder.Times(reset, old)));
        return [builder.Plus(candidate, builder.Times(update, builder.Minus(states[0], candidate)))];

        Node Sigmoid(int gate) => builder.Add(new Sigmoid(), builder.Plus(Gate(context, recurrent, gate), Gate(context, projected, gate)));
    }
}
