namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Upsample1DLayer() : UpsamplingLayer(1);
