using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Finds the products whose result is the gradient of a large parameter and nothing else: they hand it to the update in registers instead of storing it.
/// So does what computes a sparse gradient, of any size, so that the update leaves out what it leaves out.
/// </summary>
internal static class GradientUpdates
{
    /// <summary>Smaller gradients stay in cache between the product and the update; one pass over many of them is cheaper than a special case for each.</summary>
    public const int SmallestParameter = 16 * 1024;

    public static IReadOnlyList<Kernel> Run(IReadOnlyList<Kernel> kernels, Graph graph, Placement placement)
    {
        var loss = graph.Results.FirstOrDefault(r => r.Role == ResultRole.Loss);
        if (loss is null)
            return kernels;
        var parameters = graph.Nodes.Where(n => n.Op is Parameter).ToDictionary(n => ((Parameter)n.Op).Name, StringComparer.Ordinal);
        var read = new HashSet<Node>(kernels.SelectMany(k => k.Reads));
        var updates = graph.Results
            .Where(r => r.Role == ResultRole.Gradient && parameters.ContainsKey(r.Name) && !placement.Foreign.ContainsKey(r.Name))
            .Where(r => r.Value.Shape.ElementCount >= placement.SmallestUpdate || Access.Resolve(r.Value).Op is KernelOp { LeavesZerosOut: true })
            .Where(r => !read.Contains(Access.Resolve(r.Value)))
            .ToDictionary(r => Access.Resolve(r.Value), r => parameters[r.Name]);
        return [.. kernels.Select(k => Update(k, updates, Access.Resolve(loss.Value)))];
    }

    /// <summary>Such a kernel waits for the loss: only a finite one may change parameters.</summary>
    private static Kernel Update(Kernel kernel, Dictionary<Node, Node> updates, Node loss) =>
        kernel is ProductKernel { Product.Op: KernelOp { SumsRows: true }, Writes.Count: 1 } && updates.TryGetValue(kernel.Writes[0], out var parameter)
            ? kernel with { Reads = [.. kernel.Reads, loss], Updates = parameter }
            : kernel;
}
