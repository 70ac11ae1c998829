namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Crop2DLayer() : CroppingLayer(2);
