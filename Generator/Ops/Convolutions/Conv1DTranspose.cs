using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Conv1DTransposeLayer() : ConvolutionLayer(1)
{
    public override string Name => "Conv1DTranspose";

    public override string Summary => "The transposed convolution of a sequence [length, channels]: the way back from a convolution's output to its input.";

    public override string Formula =>
        "activation(y + bias), y[p · stride + t · dilation] = Σ x[p] · kernel[t]ᵀ, kernel [kernelSize, filters, inputs]; "
        + "Zeiler et al. (2010)";

    public override Node Apply(LayerContext context, Node input) => Finish(context, Transpose(context, Pictures.From(context, input, AxisCount)));
}
