using BenchmarkDotNet.Running;
using NetGen.Benchmarks;

if (args is ["compile"])
{
    CompileSpeed.Measure();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(CompileSpeed).Assembly).Run(args);
