namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class DepthwiseConv1DLayer() : DepthwiseConvolutionLayer(1);
