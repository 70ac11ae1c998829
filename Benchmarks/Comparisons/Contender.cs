namespace NetGen.Benchmarks.Comparisons;

/// <summary>One way to compute what a comparison is about.</summary>
/// <param name="Name">Who computes.</param>
/// <param name="Repeat">Computes it so many times.</param>
internal sealed record Contender(string Name, Action<int> Repeat)
{
    /// <summary>This library.</summary>
    public const string NetGen = "netgen";

    /// <summary>A loop in C# as one writes it without a thought for speed.</summary>
    public const string Loop = "loop";

    /// <summary><c>System.Numerics.Tensors.TensorPrimitives</c>.</summary>
    public const string TensorPrimitives = "tensor_primitives";

    /// <summary>OpenBLAS.</summary>
    public const string OpenBlas = "openblas";

    /// <summary>All names, in the order of the table's columns.</summary>
    public static IReadOnlyList<string> Names { get; } = [NetGen, Loop, TensorPrimitives, OpenBlas];

    /// <summary>The contender of a single call.</summary>
    public static Contender Of(string name, Action call) => new(name, calls =>
    {
        for (var i = 0; i < calls; i++)
            call();
    });
}
