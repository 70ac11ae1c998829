using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class DiceFunction : OpFunction
{
    private const float Epsilon = 1e-7f;

    public static readonly FunctionParameter Probabilities = new(ParameterKind.Tensor, "probabilities", "The output between 0 and 1, as Sigmoid or Softmax gives it, of any shape.");

    public static readonly FunctionParameter Target = new(ParameterKind.Tensor, "target", "0 or 1, of the output's shape.");

    public override string Name => "Dice";

    public override string Summary => "How far a predicted region is from the true one, whatever the size of both; from probabilities.";

    public override string Formula => "1 − (2 · Σ t·p + 10⁻⁷) / (Σ t + Σ p + 10⁻⁷), sums over the row; Milletari, Navab and Ahmadi (2016)";

    public override bool IsLoss => true;

    public override IReadOnlyList<FunctionParameter> Parameters => [Probabilities, Target];

    // Dividing numerator and denominator by 2 makes it a case of Tversky's.
    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [TverskyFunction.Of(builder, Name, arguments.Tensor(0), arguments.Tensor(1), 0.5f, 0.5f, Epsilon / 2)];
}
