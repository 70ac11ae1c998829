using BenchmarkDotNet.Attributes;
using NetGen.Benchmarks.Comparisons;

namespace NetGen.Benchmarks;

/// <summary>What <c>compare</c> measures, with BenchmarkDotNet's full report.</summary>
[MemoryDiagnoser]
public class ComparisonBenchmarks
{
    private Action<int> _repeat = null!;

    /// <summary>The names of all comparisons.</summary>
    public static IEnumerable<string> Items => CompareCommand.All.Select(item => item.Name);

    /// <summary>What is computed.</summary>
    [ParamsSource(nameof(Items))]
    public string Item { get; set; } = "";

    /// <summary>Who computes.</summary>
    [Params(Contender.NetGen, Contender.Loop, Contender.TensorPrimitives, Contender.OpenBlas)]
    public string Who { get; set; } = "";

    /// <summary>The most threads of a call.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the contender. BenchmarkDotNet reports one that does not take part as not available.</summary>
    /// <exception cref="NotSupportedException">The contender has no such function, or would take too long, or is not installed.</exception>
    [GlobalSetup]
    public void Open()
    {
        OpenBlas.Load(Threads);
        var contenders = CompareCommand.All.First(item => item.Name == Item).Open(Threads);
        _repeat = contenders.FirstOrDefault(contender => contender.Name == Who)?.Repeat
            ?? throw new NotSupportedException($"{Who} does not take part in {Item}.");
    }

    /// <summary>One computation.</summary>
    [Benchmark]
    public void Run() => _repeat(1);
}
