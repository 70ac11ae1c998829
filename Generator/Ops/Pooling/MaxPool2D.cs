namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class MaxPool2DLayer() : MaxPoolingLayer(2);
