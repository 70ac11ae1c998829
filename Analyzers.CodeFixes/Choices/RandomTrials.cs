using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>Random values for inputs, parameters and products, the same whenever they are asked for.</summary>
/// <param name="Seed">What the numbers depend on.</param>
/// <param name="Scale">About how large they are: conditions such as x &gt; 10 must be met, too.</param>
internal sealed record RandomTrial(int Seed, double Scale)
{
    /// <summary>The rows of the batch.</summary>
    public const int Rows = 256;

    /// <summary>A tensor for all rows of the batch.</summary>
    /// <param name="key">Whose value it is.</param>
    public ReferenceTensor Tensor(TensorType type, int key)
    {
        var result = ReferenceTensor.Create(type with { Rows = null }, Rows);
        var state = unchecked(((ulong)Seed << 32) + ((ulong)key * 0x9E3779B97F4A7C15));
        for (var i = 0; i < result.Data.Length; i++)
        {
            var number = Next(ref state);
            result.Data[i] = type.Element switch
            {
                ElementType.Boolean => Math.Floor(2 * number),
                ElementType.Integer => Math.Floor(8 * number),
                _ => Scale * (number + Next(ref state) + Next(ref state) - 1.5),
            };
        }

        return result;
    }

    /// <summary>A number from 0 to 1: SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static double Next(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}

/// <summary>The trials that are made before two values are taken for the same.</summary>
internal static class RandomTrials
{
    private static readonly RandomTrial[] Each = [new(1, 1), new(2, 0.1), new(3, 10), new(4, 1000)];

    public static bool All(Func<RandomTrial, bool> succeeds) => Each.All(succeeds);
}
