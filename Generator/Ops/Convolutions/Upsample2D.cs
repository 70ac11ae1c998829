namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Upsample2DLayer() : UpsamplingLayer(2);
