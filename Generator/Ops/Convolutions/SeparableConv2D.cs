namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class SeparableConv2DLayer() : SeparableConvolutionLayer(2);
