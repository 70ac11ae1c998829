namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class GlobalAveragePoolLayer : GlobalPoolingLayer
{
    public override string Name => "GlobalAveragePool";

    public override string Summary => "The mean of each channel over all positions of a sequence or picture.";

    public override string Formula => "Σₚ x[p, c] / positions";

    protected override Op Pool(PoolingWindow window) => new AveragePooling(window);
}
