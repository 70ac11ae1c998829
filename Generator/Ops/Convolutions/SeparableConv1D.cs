namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class SeparableConv1DLayer() : SeparableConvolutionLayer(1);
