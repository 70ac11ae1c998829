using NetGen.Tests.Training;

namespace NetGen.Tests.Data;

/// <summary>What cannot be written or read at a path says so about that path, not about a temporary file, and says what the file is.</summary>
public sealed class FilePlaceTests
{
    [Fact]
    public void Save_IntoAMissingFolder_NamesTheFolder()
    {
        using var folder = new TemporaryFolder();
        string missing = Path.Combine(folder.Path, "missing"), path = Path.Combine(missing, "a.safetensors");
        var exception = Assert.Throws<DirectoryNotFoundException>(() => new NoisyNetwork().Save(path));
        Assert.Equal($"'{path}' cannot be written: its folder '{missing}' does not exist; create it with Directory.CreateDirectory, or give another path", exception.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Save_OverAFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Assert.StartsWith($"'{folder.Path}' is a folder", Assert.Throws<IOException>(() => new NoisyNetwork().Save(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();
        foreach (Action call in new Action[] { () => NoisyNetwork.Load(folder.Path), () => IdxReader.Read(folder.Path) })
            Assert.StartsWith($"'{folder.Path}' is a folder", Assert.Throws<IOException>(call).Message, StringComparison.Ordinal);
    }

    // Where nobody may make a file: the message is about the path that was given, and the old file stays.
    [Fact]
    public void Save_WhereNoFileCanBeMade_NamesThePathAndNotATemporaryFile()
    {
        if (!Directory.Exists("/proc"))
            return;
        const string Place = "/proc/a.safetensors";
        var exception = Assert.ThrowsAny<SystemException>(() => new NoisyNetwork().Save(Place));
        Assert.StartsWith($"'{Place}' could not be written", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoint_IntoAMissingFolder_IsRefusedBeforeTraining()
    {
        using var folder = new TemporaryFolder();
        var network = new LinearNetwork(1);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        var options = new FitOptions { Epochs = 1, Checkpoint = new Checkpointing(Path.Combine(folder.Path, "missing", "a")) };
        Assert.Throws<DirectoryNotFoundException>(() => network.Fit(LinearData.Create(16), options));
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Load_OfACheckpoint_SaysThatItIsOneAndHowItsParametersAreTaken()
    {
        using var file = new TemporaryFile();
        var network = new NoisyNetwork(seed: 1);
        using (NoisyNetwork.Trainer trainer = network.CreateTrainer(new Adam(), 4)) trainer.Save(file.Path);
        Assert.Contains("is a training checkpoint", Assert.Throws<InvalidDataException>(() => NoisyNetwork.Load(file.Path)).Message, StringComparison.Ordinal);

        var other = new NoisyNetwork(seed: 2);
        other.LoadWeights(file.Path, Weights.Map().Without("optimizer:*"));
        Assert.Equal(network.Parameters.Buffer.Span.ToArray(), other.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Load_OfAnotherNetworksFile_NamesThatNetwork()
    {
        using var file = new TemporaryFile();
        var other = new LinearNetwork(1);
        ParameterFile.Save(file.Path, other.Parameters, "Linear");
        Assert.StartsWith($"The weights in '{file.Path}', which 'Linear' saved, do not fit the network", Assert.Throws<WeightMismatchException>(() => NoisyNetwork.Load(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadOfATrainer_OfParametersAlone_SaysWhatReadsThem()
    {
        using var file = new TemporaryFile();
        var network = new NoisyNetwork(seed: 1);
        network.Save(file.Path);
        using NoisyNetwork.Trainer trainer = network.CreateTrainer(new Adam(), 4);
        Assert.Contains("parameters alone are read by NoisyNetwork.Load", Assert.Throws<InvalidDataException>(() => trainer.Load(file.Path)).Message, StringComparison.Ordinal);
    }
}
