using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class NoisyGateFunction : OpFunction
{
    public override string Name => "NoisyGate";

    public override string Summary =>
        "A gate with noise while training, so that experts that are nearly as good get rows too; the gate itself in prediction and evaluation.";

    public override string Formula =>
        "logits + n · softplus(noise), n standard normal for each element; Shazeer et al. (2017). How much noise there is, is trained like the gate";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "logits", "The gate before its softmax: a number for each expert."),
        new(ParameterKind.Tensor, "noise", "How much noise there is, before its softplus: as many numbers, such as those of another dense layer."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) => [Build(builder, arguments.Tensor(0), arguments.Tensor(1))];

    /// <summary>The weights of experts by such a gate.</summary>
    public static Node Weights(GraphBuilder builder, Node logits, Node noise) => OpRegistry.Call(builder, "Softmax", Build(builder, logits, noise))[0];

    private static Node Build(GraphBuilder builder, Node logits, Node noise)
    {
        var x = builder.Number(logits);
        var draw = builder.Add(new NormalNoise($"NoisyGate.{Literals.Print(x.Id)}", x.Shape));
        var spread = OpRegistry.Call(builder, "Softplus", builder.Number(noise))[0];
        var noisy = builder.Plus(x, builder.Times(draw, spread));
        return builder.Add(new WhileTraining(), noisy, builder.Broadcast(x, noisy.Type));
    }
}
