namespace NetGen.Tests.Training;

/// <summary>A path that nothing lies at, and that is free again afterwards.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"netgen-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(Path);
}
