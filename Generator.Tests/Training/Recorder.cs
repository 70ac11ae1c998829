namespace NetGen.Tests.Training;

/// <summary>Reports on the thread that trains, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class Recorder(Action<FitProgress> report) : IProgress<FitProgress>
{
    public void Report(FitProgress value) => report(value);
}
