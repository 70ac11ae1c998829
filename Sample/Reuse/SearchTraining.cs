using NetGen.Sample.Networks;

namespace NetGen.Sample.Reuse;

/// <summary>Trains a tower on pairs: each query is to find its document among those of its group, and each document its query.</summary>
internal sealed class SearchTraining(TextTower tower, GlossData data, int pairs, int seed)
{
    private const int Texts = TextTower.Texts, Groups = GlossData.Groups;
    private const float LearningRate = 1e-3f;

    private readonly float[] _queries = new float[Texts * Groups], _documents = new float[Texts * Groups], _own = new float[Texts * Texts];

    /// <summary>Goes over all pairs so many times, with steps that become smaller evenly.</summary>
    public void Run(int epochs)
    {
        for (int i = 0; i < Texts; i++)
            _own[i * (Texts + 1)] = 1;
        var network = new SearchModel(tower, seed);
        using var trainer = network.CreateTrainer(new Adam(LearningRate), batchSize: 1);
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, pairs)];
        int steps = epochs * (pairs / Texts);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            for (int start = 0; start + Texts <= pairs; start += Texts)
            {
                for (int i = 0; i < Texts; i++)
                {
                    data.Queries[order[start + i]].CopyTo(_queries, i * Groups);
                    data.Documents[order[start + i]].CopyTo(_documents, i * Groups);
                }

                trainer.LearningRate = LearningRate * (1 - (trainer.StepCount / (float)steps));
                trainer.Step(_queries, _documents, _own);
            }
        }
    }
}
