namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class GlobalMaxPoolLayer : GlobalPoolingLayer
{
    public override string Name => "GlobalMaxPool";

    public override string Summary => "The largest element of each channel over all positions of a sequence or picture.";

    public override string Formula => "maxₚ x[p, c]";

    protected override Op Pool(PoolingWindow window) => new MaxPooling(window);
}
