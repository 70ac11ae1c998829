using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Adapts a network to new speakers of whom only some vowels were heard.</summary>
internal sealed class AdaptCommand : Command
{
    private static readonly float[] Weights = [0, 0.125f, 0.25f, 0.375f, 0.5f];

    public override string Name => "adapt";

    public override string Description => "Adapts a vowel recogniser to new speakers from 6 of 11 vowels, held near what it was by a frozen clone.";

    public override IReadOnlyList<Option> Options => NewSpeakers.Options;

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), steps = arguments.Integer("steps", 1), seeds = arguments.Integer("seeds", 1, 1000);
        var data = VowelData.Read(arguments.Text("data"));
        var before = new List<Recognised>();
        var after = Weights.ToDictionary(w => w, _ => new List<Recognised>());
        for (int seed = 1; seed <= seeds; seed++)
        {
            var network = NewSpeakers.Train(data, seed, epochs);
            for (int speaker = VowelData.FirstNewSpeaker; speaker < VowelData.Speakers; speaker++)
            {
                before.Add(NewSpeakers.Count(data, speaker, x => Predict(network, x.Span)));
                foreach (float w in Weights)
                {
                    var adapted = Adapt(network, data.HeardOf(speaker), w, steps);
                    after[w].Add(NewSpeakers.Count(data, speaker, x => Predict(adapted, x.Span)));
                }
            }
        }

        Console.WriteLine(AdaptedVowelModel.Graph.Summary());
        Output.Table(
            "Share of later moments of new speakers that are recognised, by how much the network is held where it was (w)",
            ["", "all vowels", "heard before", "others"],
            [NewSpeakers.Row("not adapted", before), .. Weights.Select(w => NewSpeakers.Row($"w = {w.ToString(CultureInfo.InvariantCulture)}", after[w]))]);
        Output.Result(
            ("unadapted", NewSpeakers.Text(before.Average(r => r.All))),
            ("w0", NewSpeakers.Text(after[0].Average(r => r.All))),
            ("w0_others", NewSpeakers.Text(after[0].Average(r => r.Others))),
            ("w25", NewSpeakers.Text(after[0.25f].Average(r => r.All))),
            ("w25_others", NewSpeakers.Text(after[0.25f].Average(r => r.Others))));
    }

    private static AdaptedVowelModel Adapt(VowelModel network, DataSet heard, float w, int steps)
    {
        var adapted = new AdaptedVowelModel(network);
        using var trainer = adapted.CreateTrainer(new Adam(3e-3f), heard.Rows, new TrainerOptions { Threads = 1 });
        var labels = new float[heard.Rows * VowelData.Classes];
        for (int row = 0; row < heard.Rows; row++)
            labels[(row * VowelData.Classes) + heard["vowel"].Integers[row]] = 1;
        float[] weights = [.. Enumerable.Repeat(w, heard.Rows)];
        for (int step = 0; step < steps; step++)
            trainer.Step(heard["features"].Floats, labels, weights);
        return adapted;
    }

    private static float[] Predict(VowelModel network, ReadOnlySpan<float> features)
    {
        var z = new float[features.Length / VowelData.Features * VowelData.Classes];
        network.Predict(features, z);
        return z;
    }

    private static float[] Predict(AdaptedVowelModel network, ReadOnlySpan<float> features)
    {
        var (z, reference) = (new float[features.Length / VowelData.Features * VowelData.Classes], new float[features.Length / VowelData.Features * VowelData.Classes]);
        network.Predict(features, z, reference);
        return z;
    }
}
