using BenchmarkDotNet.Attributes;
using NetGen.Benchmarks.Networks;

namespace NetGen.Benchmarks;

/// <summary>What <c>network</c> measures, with BenchmarkDotNet's full report.</summary>
[MemoryDiagnoser]
public class NetworkBenchmarks
{
    private Session _session = null!;
    private Action<int> _repeat = null!;

    /// <summary>The names of all cases.</summary>
    public static IEnumerable<string> Cases => NetworkCase.All.Select(item => item.Name);

    /// <summary>Workload, phase and batch.</summary>
    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    /// <summary>The most threads of a call.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the network.</summary>
    [GlobalSetup]
    public void Open()
    {
        var item = NetworkCase.All.First(item => item.Name == Case);
        _session = item.Workload.Open(item.Batch, Threads);
        _repeat = item.Phase == "predict" ? _session.Predict : _session.Step;
    }

    /// <summary>Frees it.</summary>
    [GlobalCleanup]
    public void Close() => _session.Dispose();

    /// <summary>One prediction or training step.</summary>
    [Benchmark]
    public void Run() => _repeat(1);
}
