using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Trains the network for all speakers, and counts what networks recognise of new ones.</summary>
internal static class NewSpeakers
{
    private const int BatchSize = 32;
    private static readonly TrainerOptions OneThread = new() { Threads = 1 };

    /// <summary>The options that both commands have.</summary>
    public static IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "60", "the passes over the training speakers"),
        new("steps", "N", "300", "the steps on what was heard of a new speaker"),
        new("seeds", "N", "3", "how many seeds; all figures are means"),
        new("data", "PATH", "", "a CSV file with the columns of Sample/Data/vowel.csv"),
    ];

    /// <summary>The network that has learned from the training speakers.</summary>
    public static VowelModel Train(VowelData data, int seed, int epochs)
    {
        var network = new VowelModel(seed);
        network.Fit(data.Training, new FitOptions { Optimizer = new Adam(3e-3f), Epochs = epochs, BatchSize = BatchSize, Trainer = OneThread, Seed = (ulong)seed });
        return network;
    }

    /// <summary>The share of moments that are recognised, of vowels that were heard before and of the others.</summary>
    /// <param name="data">All speakers.</param>
    /// <param name="speaker">The new speaker.</param>
    /// <param name="predict">Gives the eleven logits of each moment.</param>
    public static Recognised Count(VowelData data, int speaker, Func<ReadOnlyMemory<float>, float[]> predict)
    {
        (int right, int all) heard = Count(data.LaterOf(speaker, heard: true), predict), others = Count(data.LaterOf(speaker, heard: false), predict);
        return new Recognised(heard.right / (double)heard.all, others.right / (double)others.all, (heard.right + others.right) / (double)(heard.all + others.all));
    }

    /// <summary>A row of the table: means over speakers and seeds.</summary>
    public static string[] Row(string name, IReadOnlyCollection<Recognised> results) =>
        [name, Text(results.Average(r => r.All)), Text(results.Average(r => r.Heard)), Text(results.Average(r => r.Others))];

    public static string Text(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static (int Right, int All) Count(DataSet later, Func<ReadOnlyMemory<float>, float[]> predict)
    {
        var truth = later["vowel"].Integers;
        float[] logits = predict(later["features"].Floats.ToArray());
        int right = 0;
        for (int row = 0; row < later.Rows; row++)
        {
            var scores = logits[(row * VowelData.Classes)..((row + 1) * VowelData.Classes)];
            if (Array.IndexOf(scores, scores.Max()) == truth[row])
                right++;
        }

        return (right, later.Rows);
    }
}

/// <summary>The share of moments that were recognised.</summary>
/// <param name="Heard">Of vowels of which the speaker had been heard.</param>
/// <param name="Others">Of the other vowels.</param>
/// <param name="All">Of all.</param>
internal sealed record Recognised(double Heard, double Others, double All);
