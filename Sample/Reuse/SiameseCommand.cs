using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Finds the definition of a word: one tower encodes both, trained through a network that shares its weights.</summary>
internal sealed class SiameseCommand : Command
{
    private const int CodeLength = 128;

    public override string Name => "siamese";

    public override string Description => "Trains one tower on words and their definitions so that a word finds its own among others.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "20", "the passes over the training pairs"),
        new("pairs", "N", "4000", "the pairs to use; one in five is for the test"),
        new("seeds", "N", "2", "how many seeds; all figures of towers are means"),
        new("data", "PATH", "", "a file with the columns of Sample/Data/glosses.tsv"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), seeds = arguments.Integer("seeds", 1, 1000);
        var counts = GlossData.Read(arguments.Text("data"), arguments.Integer("pairs", 100));
        int training = counts.Queries.Length * 4 / 5;
        var data = counts.Weighted(training);
        List<double> untrained = [], trained = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            var tower = new TextTower(seed);
            untrained.Add(FirstHits(tower, data, training));
            new SearchTraining(tower, data, training, seed).Run(epochs);
            trained.Add(FirstHits(tower, data, training));
            Console.WriteLine($"seed {seed}/{seeds}: R@1 {Text(untrained[^1])} before training, {Text(trained[^1])} after");
        }

        Console.WriteLine(SearchModel.Graph.Summary());
        double ofCounts = FirstHits(counts.Queries[training..], counts.Documents[training..]), ofWeights = FirstHits(data.Queries[training..], data.Documents[training..]);
        Console.WriteLine($"{data.Queries.Length - training} words of the test, each to find its definition among as many (R@1); towers: {Text(trained.Min())} to {Text(trained.Max())} over {seeds} seeds");
        Console.WriteLine($"  cosine of the letter groups, counted              {Text(ofCounts)}");
        Console.WriteLine($"  cosine of the letter groups, weighted by rarity   {Text(ofWeights)}");
        Console.WriteLine($"  tower before training                             {Text(untrained.Average())}");
        Console.WriteLine($"  tower after training                              {Text(trained.Average())}");
        Output.Result(("r1", Text(trained.Average())), ("r1_untrained", Text(untrained.Average())), ("r1_counts", Text(ofCounts)), ("r1_weighted", Text(ofWeights)));
    }

    private static double FirstHits(TextTower tower, GlossData data, int training) =>
        FirstHits(Encode(tower, data.Queries[training..]), Encode(tower, data.Documents[training..]));

    /// <summary>The codes of texts; the last group is filled up with empty ones.</summary>
    private static float[][] Encode(TextTower tower, float[][] texts)
    {
        int groups = (texts.Length + TextTower.Texts - 1) / TextTower.Texts;
        var (all, codes) = (new float[groups * TextTower.Texts * GlossData.Groups], new float[groups * TextTower.Texts * CodeLength]);
        for (int i = 0; i < texts.Length; i++)
            texts[i].CopyTo(all, i * GlossData.Groups);
        tower.Predict(all, codes);
        return [.. codes.Chunk(CodeLength).Take(texts.Length)];
    }

    /// <summary>The share of queries whose own document has the largest cosine of all.</summary>
    private static double FirstHits(float[][] queries, float[][] documents)
    {
        float[] lengths = [.. documents.Select(document => MathF.Sqrt(GlossData.Dot(document, document)) + 1e-9f)];
        int hits = Enumerable.Range(0, queries.Length).Count(i =>
            Enumerable.Range(0, documents.Length).MaxBy(j => GlossData.Dot(queries[i], documents[j]) / lengths[j]) == i);
        return hits / (double)queries.Length;
    }

    private static string Text(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
