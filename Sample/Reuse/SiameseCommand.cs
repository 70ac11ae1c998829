using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Finds the definition of a word: one tower encodes both, trained through a network that shares its weights.</summary>
internal sealed class SiameseCommand : Command
{
    private const int BatchSize = 64, CodeLength = 128;

    public override string Name => "siamese";

    public override string Description => "Trains one tower on words and their definitions so that a word finds its own among others.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "12", "the passes over the training pairs"),
        new("pairs", "N", "4000", "the pairs to use; one in five is for the test"),
        new("seed", "N", "1", "the seed"),
        new("data", "PATH", "", "a file with the columns of Sample/Data/glosses.tsv"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), seed = arguments.Integer("seed", 0);
        var data = GlossData.Read(arguments.Text("data"), arguments.Integer("pairs", 20));
        int training = data.Queries.Length * 4 / 5;
        float[][] queries = data.Queries[training..], documents = data.Documents[training..];
        var tower = new TextTower(seed);
        double counts = FirstHits(queries, documents), untrained = FirstHits(Encode(tower, queries), Encode(tower, documents));
        Train(tower, data, training, epochs, seed);
        double trained = FirstHits(Encode(tower, queries), Encode(tower, documents));
        Console.WriteLine(SearchModel.Graph.Summary());
        Console.WriteLine($"{queries.Length} words of the test, each to find its definition among {documents.Length} (R@1)");
        Console.WriteLine($"  cosine of the letter groups themselves   {Text(counts)}");
        Console.WriteLine($"  tower before training                    {Text(untrained)}");
        Console.WriteLine($"  tower after training                     {Text(trained)}");
        Output.Result(("r1", Text(trained)), ("r1_untrained", Text(untrained)), ("r1_counts", Text(counts)));
    }

    private static void Train(TextTower tower, GlossData data, int pairs, int epochs, int seed)
    {
        var network = new SearchModel(tower, seed);
        using var trainer = network.CreateTrainer(new Adam(1e-3f), BatchSize);
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, pairs)];
        float[] query = new float[BatchSize * GlossData.Groups], document = new float[query.Length], others = new float[query.Length * SearchModel.Others];
        int[] first = new int[BatchSize];
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(order);
            double sum = 0;
            for (int start = 0; start + BatchSize <= pairs; start += BatchSize)
            {
                for (int row = 0; row < BatchSize; row++)
                {
                    data.Queries[order[start + row]].CopyTo(query, row * GlossData.Groups);
                    data.Documents[order[start + row]].CopyTo(document, row * GlossData.Groups);
                    for (int other = 0; other < SearchModel.Others; other++)
                        data.Documents[order[random.Next(pairs)]].CopyTo(others, ((row * SearchModel.Others) + other) * GlossData.Groups);
                }

                sum += trainer.Step(query, document, others, first);
            }

            Console.WriteLine($"epoch {epoch}/{epochs}, loss {(sum / (pairs / BatchSize)).ToString("F3", CultureInfo.InvariantCulture)}");
        }
    }

    private static float[][] Encode(TextTower tower, float[][] texts)
    {
        var codes = new float[texts.Length * CodeLength];
        tower.Predict((float[])[.. texts.SelectMany(text => text)], codes);
        return [.. codes.Chunk(CodeLength)];
    }

    /// <summary>The share of queries whose own document has the largest cosine of all.</summary>
    private static double FirstHits(float[][] queries, float[][] documents)
    {
        float[] lengths = [.. documents.Select(document => MathF.Sqrt(Dot(document, document)) + 1e-9f)];
        int hits = Enumerable.Range(0, queries.Length).Count(i =>
            Enumerable.Range(0, documents.Length).MaxBy(j => Dot(queries[i], documents[j]) / lengths[j]) == i);
        return hits / (double)queries.Length;
    }

    private static float Dot(float[] a, float[] b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static string Text(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
