namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Conv2DLayer() : PlainConvolutionLayer(2);
