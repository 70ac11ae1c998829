namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class DepthwiseConv2DLayer() : DepthwiseConvolutionLayer(2);
