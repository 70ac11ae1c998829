namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class AveragePool2DLayer() : AveragePoolingLayer(2);
