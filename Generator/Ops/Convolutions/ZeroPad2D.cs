namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class ZeroPad2DLayer() : ZeroPaddingLayer(2);
