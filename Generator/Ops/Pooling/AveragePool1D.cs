namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class AveragePool1DLayer() : AveragePoolingLayer(1);
