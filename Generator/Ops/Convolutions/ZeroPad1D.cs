namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class ZeroPad1DLayer() : ZeroPaddingLayer(1);
