using NetGen.Sample.Networks;

namespace NetGen.Sample.Gradients;

/// <summary>One of the networks of the <c>gradients</c> command, whatever its class.</summary>
/// <param name="Network">The network.</param>
/// <param name="Compute">Computes the gradients that a set asks for, in one pass.</param>
/// <param name="BatchSize">The rows that the command uses unless told otherwise.</param>
internal sealed record Classifier(INetwork Network, GradientPass Compute, int BatchSize)
{
    /// <summary>The names of the sizes.</summary>
    public static IReadOnlyList<string> Sizes { get; } = ["small", "medium", "full"];

    /// <summary>Makes the network of a size.</summary>
    public static Classifier Create(string size)
    {
        switch (size)
        {
            case "small":
                var small = new SmallClassifier(1) { Threads = 1 };
                return new(small, small.Gradients, 64);
            case "medium":
                var medium = new MediumClassifier(1);
                return new(medium, medium.Gradients, 32);
            default:
                var full = new FullClassifier(1);
                return new(full, full.Gradients, 20);
        }
    }
}

/// <summary>Computes gradients of the mean loss of a batch.</summary>
/// <param name="x">Inputs.</param>
/// <param name="y">Labels.</param>
/// <param name="gradients">Says what is wanted and receives it.</param>
internal delegate void GradientPass(ReadOnlySpan<float> x, ReadOnlySpan<int> y, GradientSet gradients);
