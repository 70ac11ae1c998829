using BenchmarkDotNet.Attributes;

namespace NetGen.Benchmarks;

/// <summary>What a keystroke costs with a network of twenty layers open.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private EditLoop _loop = null!;

    /// <summary>Opens the project.</summary>
    [GlobalSetup]
    public void Open() => _loop = new EditLoop();

    /// <summary>A layer's width changes.</summary>
    [Benchmark]
    public void EditNetwork() => _loop.EditNetwork();

    /// <summary>Another file changes.</summary>
    [Benchmark]
    public void EditOther() => _loop.EditOther();
}
