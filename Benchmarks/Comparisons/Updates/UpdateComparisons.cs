using System.Numerics.Tensors;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Updates;

/// <summary>Updates of parameters by their gradients, named by optimizer and number of parameters.</summary>
internal static class UpdateComparisons
{
    private const float Rate = 1e-7f;

    private static readonly int[] Sizes = [5_376, 1_000_000, 10_000_000];

    /// <summary>All of them.</summary>
    public static IEnumerable<Comparison> All { get; } = [.. Sizes.Select(Sgd), .. Sizes.Select(Adam)];

    // Parameters are read and written, gradients read.
    private static Comparison Sgd(int size) => new($"sgd/{size}", _ => SgdContenders(size)) { Elements = size, Bytes = 3.0 * sizeof(float) * size };

    // So are the two averages.
    private static Comparison Adam(int size) => new($"adam/{size}", _ => AdamContenders(size)) { Elements = size, Bytes = 7.0 * sizeof(float) * size };

    private static IEnumerable<Contender> SgdContenders(int size)
    {
        var (parameters, gradients) = (Scratch.Take("x", size), Scratch.Take("w", size));
        yield return Update(new Sgd(Rate), size, gradients);
        yield return Contender.Of(Contender.Loop, () => SgdLoop(parameters.Span, gradients.Span));
        yield return Contender.Of(Contender.TensorPrimitives, () => TensorPrimitives.MultiplyAdd(gradients.Span, -Rate, parameters.Span, parameters.Span));
        if (OpenBlas.IsLoaded)
            yield return Contender.Of(Contender.OpenBlas, () => OpenBlas.Add(size, -Rate, gradients, parameters));
    }

    private static IEnumerable<Contender> AdamContenders(int size)
    {
        var (parameters, gradients, mean, square) = (Scratch.Take("x", size), Scratch.Take("w", size), new AlignedBuffer(size), new AlignedBuffer(size));
        long step = 0;
        yield return Update(new Adam(Rate), size, gradients);
        yield return Contender.Of(Contender.Loop, () => AdamLoop(parameters.Span, gradients.Span, mean.Span, square.Span, ++step));
    }

    private static Contender Update(Optimizer optimizer, int size, AlignedBuffer gradients)
    {
        var layout = ParameterLayout.Pack(("weights", [size], Initializer.Zeros));
        var parameters = new ParameterSet(layout);
        var state = new OptimizerState(optimizer, layout);
        var wanted = ParameterMask.Trainable(layout);
        return Contender.Of(Contender.NetGen, () => state.Update(parameters, gradients, Rate, 1, wanted));
    }

    private static void SgdLoop(Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] -= Rate * gradients[i];
    }

    private static void AdamLoop(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> mean, Span<float> square, long step)
    {
        const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;
        float rate = Rate / (1 - MathF.Pow(Beta1, step)), correction = 1 / MathF.Sqrt(1 - MathF.Pow(Beta2, step));
        for (var i = 0; i < parameters.Length; i++)
        {
            mean[i] = (Beta1 * mean[i]) + ((1 - Beta1) * gradients[i]);
            square[i] = (Beta2 * square[i]) + ((1 - Beta2) * gradients[i] * gradients[i]);
            parameters[i] -= rate * mean[i] / ((MathF.Sqrt(square[i]) * correction) + Epsilon);
        }
    }
}
