namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Crop1DLayer() : CroppingLayer(1);
