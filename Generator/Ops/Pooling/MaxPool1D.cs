namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class MaxPool1DLayer() : MaxPoolingLayer(1);
