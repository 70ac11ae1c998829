using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class TverskyFunction : OpFunction
{
    private const float Epsilon = 1e-7f;

    public override string Name => "Tversky";

    public override string Summary => "How far a predicted region is from the true one, where finding too much and finding too little weigh differently; from probabilities.";

    public override string Formula =>
        "1 − (Σ t·p + 10⁻⁷) / (Σ t·p + alpha · Σ (1 − t)·p + beta · Σ t·(1 − p) + 10⁻⁷), sums over the row; Salehi, Erdogmus and Gholipour (2017)";

    public override bool IsLoss => true;

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        DiceFunction.Probabilities,
        DiceFunction.Target,
        new(ParameterKind.Float, "alpha", "What is found and not there, 0 or more.", "0.5f"),
        new(ParameterKind.Float, "beta", "What is there and not found, 0 or more.", "0.5f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var (alpha, beta) = (Weight("alpha", arguments.Float(2)), Weight("beta", arguments.Float(3)));
        return [Of(builder, Name, arguments.Tensor(0), arguments.Tensor(1), alpha, beta, Epsilon)];
    }

    /// <summary>The loss of each row.</summary>
    public static Node Of(GraphBuilder builder, string operation, Node probabilities, Node target, float alpha, float beta, float epsilon)
    {
        var p = builder.Number(probabilities);
        var t = Targets.Match(builder, operation, p, target);
        var both = builder.Times(t, p);
        Node Total(Node value) => builder.Sum(value, value.Shape.Rank);
        var right = builder.Plus(Total(both), epsilon);
        var wrong = builder.Plus(builder.Times(Total(builder.Minus(p, both)), alpha), builder.Times(Total(builder.Minus(t, both)), beta));
        return builder.Minus(builder.Constant(1), builder.Over(right, builder.Plus(right, wrong)));
    }

    private float Weight(string name, float value) => value >= 0 && value < float.PositiveInfinity
        ? value
        : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, name, Literals.Print(value), "0 or more");
}
