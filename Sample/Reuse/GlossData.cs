using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Words and their definitions, each as counts of groups of three letters.</summary>
internal sealed class GlossData
{
    /// <summary>The groups that are told apart; others fall together with them.</summary>
    public const int Groups = 3000;

    private GlossData(float[][] queries, float[][] documents) => (Queries, Documents) = (queries, documents);

    /// <summary>What is searched for.</summary>
    public float[][] Queries { get; }

    /// <summary>What is found: the document of the query with the same number.</summary>
    public float[][] Documents { get; }

    /// <summary>Reads the file and mixes its rows, the same way each time.</summary>
    /// <param name="path">The file; empty for the one that comes with the sample.</param>
    /// <param name="pairs">The most rows to use.</param>
    /// <exception cref="UsageException">The file is not there, or is another.</exception>
    public static GlossData Read(string path, int pairs)
    {
        if (path.Length == 0)
            path = CsvTable.Bundled("glosses.tsv");
        if (!File.Exists(path))
            throw new UsageException($"There is no file '{path}'. Leave --data out to use the data that come with the sample.");
        string[][] rows = [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t'))];
        if (rows.Length < 20 || rows.Any(row => row.Length != 3))
            throw new UsageException($"'{path}' must have three columns, separated by tabs, and at least 20 rows.");
        new Random(1).Shuffle(rows);
        rows = rows[..Math.Min(pairs, rows.Length)];
        return new GlossData([.. rows.Select(row => Count(row[1]))], [.. rows.Select(row => Count(row[2]))]);
    }

    /// <summary>The same with groups that few texts have counting for more: log(texts / texts with the group), of the first <paramref name="training"/> pairs.</summary>
    public GlossData Weighted(int training)
    {
        var texts = new int[Groups];
        foreach (float[] text in Queries[..training].Concat(Documents[..training]))
        {
            for (int i = 0; i < Groups; i++)
                texts[i] += text[i] > 0 ? 1 : 0;
        }

        float[] weights = [.. texts.Select(having => MathF.Log((2f * training + 1) / (having + 1)))];
        return new GlossData([.. Queries.Select(Weigh)], [.. Documents.Select(Weigh)]);

        float[] Weigh(float[] text)
        {
            float[] weighted = [.. text.Zip(weights, (count, weight) => count * weight)];
            Normalize(weighted);
            return weighted;
        }
    }

    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Gives a vector the length 1, unless it is zero.</summary>
    public static void Normalize(Span<float> vector)
    {
        float length = MathF.Sqrt(Dot(vector, vector));
        for (int i = 0; i < vector.Length && length > 0; i++)
            vector[i] /= length;
    }

    /// <summary>How often each group of three letters occurs in a text, words apart; the vector has the length 1.</summary>
    private static float[] Count(string text)
    {
        var counts = new float[Groups];
        foreach (string word in text.ToLowerInvariant().Split([' ', ',', ';', '(', ')', '\'', '"', '.', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            string marked = $"#{word}#";
            for (int i = 0; i + 3 <= marked.Length; i++)
                counts[(int)(Hash(marked.AsSpan(i, 3)) % Groups)]++;
        }

        Normalize(counts);
        return counts;
    }

    // FNV-1a: the same on every machine.
    private static uint Hash(ReadOnlySpan<char> text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = (hash ^ c) * 16777619;
        return hash;
    }
}
