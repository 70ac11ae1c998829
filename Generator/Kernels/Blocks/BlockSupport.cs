using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Which graphs gain from running block by block, and which kernels can.</summary>
internal static class BlockSupport
{
    /// <summary>Weights of all products, 128 KB: with their gradients they stay in the second cache. Larger products reach the limit of the hardware with
    /// rows as samples.</summary>
    private const int MostWeights = 32 * 1024;

    /// <summary>Up to so many outputs of a layer the gradient of its weights needs nothing transposed: Runtime's <c>BlockGradient.MostDotColumns</c>.</summary>
    public const int MostDotColumns = 3;

    /// <summary>Features of a block's arena, 128 KB.</summary>
    public const int MostFeatures = 1024;

    public static bool Covers(IReadOnlyList<Kernel> kernels)
    {
        var products = kernels.OfType<ProductKernel>().Where(p => p.Product.Op is MatMul && p.Product.Type.Batched).ToArray();
        var weights = products.Select(p => p.Right).Distinct().Sum(w => w.Shape.ElementCount);
        return products.Length > 0 && weights <= MostWeights && kernels.All(Covers);
    }

    /// <summary>Whether a kernel is a sum over the rows of the batch.</summary>
    public static bool IsSum(Kernel kernel) => kernel is OpKernel { Op.SumsRows: true } or ProductKernel { Product.Op: KernelOp { SumsRows: true } };

    private static bool Covers(Kernel kernel) => kernel.Rows is null && kernel switch
    {
        RouteKernel or GatherKernel or MergeKernel => false,
        ProductKernel product when IsSum(product) => product.Product.Op is WeightGradient && product.Product.Inputs[0].Shape is var x && x.Last == x.ElementCount,
        ProductKernel product when product.Product.Type.Batched => product.Product.Op is MatMul && product.Columns == product.Product.Shape.ElementCount,
        OpKernel sum when IsSum(sum) => sum.Op is BatchSum && sum.Reads[0].Shape.ElementCount == sum.Node.Shape.ElementCount,
        OpKernel other => !other.Node.Type.Batched,
        MovementKernel movement => !movement.Node.Type.Batched || movement.Reads.All(r => r.Type.Batched),
        ScanKernel => false,
        _ => true,
    };
}
