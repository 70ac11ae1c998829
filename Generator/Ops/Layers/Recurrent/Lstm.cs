using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class LstmLayer : RecurrentLayer
{
    public override string Name => "Lstm";

    public override string Summary => "Long short-term memory: a cell that gates let through, write and forget.";

    public override string Formula =>
        "[i, f, g, o] = xₜ · kernel + hₜ₋₁ · recurrentKernel + bias; cₜ = σ(f)·cₜ₋₁ + σ(i)·tanh(g), hₜ = σ(o)·tanh(cₜ), h₀ = c₀ = 0; "
        + "Hochreiter and Schmidhuber (1997), Gers et al. (2000); gates in the order of PyTorch and Keras, PyTorch's two biases added up";

    public override int StateCount => 2;

    protected override int Gates => 4;

    protected override IReadOnlyList<Node> Step(LayerContext context, bool reverse, Node projected, Node recurrent, IReadOnlyList<Node> states)
    {
        var builder = context.Builder;
        var gates = builder.Plus(recurrent, projected);
        var kept = builder.Times(Sigmoid(1), states[1]);
        var cell = builder.Plus(kept, builder.Times(Sigmoid(0), builder.Add(new Tanh(), Gate(context, gates, 2))));
        return [builder.Times(Sigmoid(3), builder.Add(new Tanh(), cell)), cell];

        Node Sigmoid(int gate) => builder.Add(new Sigmoid(), Gate(context, gates, gate));
    }
}
