using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Vowels of fifteen speakers, six moments of each, features standardised over the training speakers.</summary>
internal sealed class VowelData
{
    /// <summary>The number of vowels.</summary>
    public const int Classes = 11;

    /// <summary>The numbers of the features of a moment.</summary>
    public const int Features = 9;

    /// <summary>Speakers from this one on are heard only after training.</summary>
    public const int FirstNewSpeaker = 8;

    /// <summary>The number of speakers.</summary>
    public const int Speakers = 15;

    private const int Moments = 6, Heard = 3;

    private readonly float[] _features;
    private readonly int[] _classes;
    private readonly int[] _speakers;

    private VowelData(float[] features, int[] classes, int[] speakers) => (_features, _classes, _speakers) = (features, classes, speakers);

    /// <summary>All moments of the training speakers.</summary>
    public DataSet Training => Take(row => _speakers[row] < FirstNewSpeaker);

    /// <exception cref="UsageException">The file is not there, or is another.</exception>
    public static VowelData Read(string path)
    {
        string[] columns = ["f0", .. Enumerable.Range(2, Features - 1).Select(i => $"f{i}")];
        var table = CsvTable.Read(path.Length == 0 ? CsvTable.Bundled("vowel.csv") : path, ["speaker", .. columns, "class"]);
        if (table.Rows != Speakers * Classes * Moments)
            throw new UsageException($"'{path}' has {table.Rows} rows; there must be {Speakers * Classes * Moments}.");
        var features = new float[table.Rows * Features];
        for (int column = 0; column < Features; column++)
        {
            var values = table.Numbers(columns[column]);
            for (int row = 0; row < values.Length; row++)
                features[(row * Features) + column] = values[row];
        }

        var data = new VowelData(features, table.Labels("class", Classes), table.Labels("speaker", Speakers));
        Standardizer.Fit(data.Training, "features").Apply(features);
        return data;
    }

    /// <summary>What a new speaker has said so far: the first three moments of every other vowel.</summary>
    public DataSet HeardOf(int speaker) => Take(row => _speakers[row] == speaker && MomentOf(row) < Heard && IsHeard(_classes[row]));

    /// <summary>What a new speaker says later, of the vowels that were heard before or of the others.</summary>
    public DataSet LaterOf(int speaker, bool heard) => Take(row => _speakers[row] == speaker && MomentOf(row) >= Heard && IsHeard(_classes[row]) == heard);

    /// <summary>Each vowel of the training speakers, or of the others, as the sequence of its six moments: columns <c>x</c> and <c>y</c>.</summary>
    public DataSet Sequences(bool training)
    {
        int[] first = [.. Enumerable.Range(0, _classes.Length).Where(row => MomentOf(row) == 0 && _speakers[row] < FirstNewSpeaker == training)];
        float[] x = [.. first.SelectMany(row => Enumerable.Range(0, Moments).SelectMany(moment => _features.AsSpan((row + (moment * Classes)) * Features, Features).ToArray()))];
        return new DataSet().Add("x", x, Moments, Features).Add("y", (int[])[.. first.Select(row => _classes[row])]);
    }

    /// <summary>Whether a vowel is among the six of eleven that are heard of a new speaker.</summary>
    private static bool IsHeard(int vowel) => vowel % 2 == 0;

    // A speaker says the eleven vowels six times over.
    private static int MomentOf(int row) => row / Classes % Moments;

    private DataSet Take(Func<int, bool> wanted)
    {
        int[] rows = [.. Enumerable.Range(0, _classes.Length).Where(wanted)];
        float[] features = [.. rows.SelectMany(row => _features.AsSpan(row * Features, Features).ToArray())];
        return new DataSet().Add("features", features, Features).Add("vowel", (int[])[.. rows.Select(row => _classes[row])]);
    }
}
