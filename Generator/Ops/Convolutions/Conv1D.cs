namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Conv1DLayer() : PlainConvolutionLayer(1);
