using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Adapts to new speakers by a linear layer in front of a network that stays as it is.</summary>
internal sealed class FdlrCommand : Command
{
    public override string Name => "fdlr";

    public override string Description => "Adapts a vowel recogniser to new speakers by a trained linear layer in front of the frozen network.";

    public override IReadOnlyList<Option> Options => NewSpeakers.Options;

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), steps = arguments.Integer("steps", 1), seeds = arguments.Integer("seeds", 1, 1000);
        var data = VowelData.Read(arguments.Text("data"));
        List<Recognised> before = [], after = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            var network = NewSpeakers.Train(data, seed, epochs);
            for (int speaker = VowelData.FirstNewSpeaker; speaker < VowelData.Speakers; speaker++)
            {
                before.Add(NewSpeakers.Count(data, speaker, x => Predict(new TransformedVowelModel(network), x.Span)));
                var transformed = new TransformedVowelModel(network, seed);
                var heard = data.HeardOf(speaker);
                using var trainer = transformed.CreateTrainer(new Adam(3e-3f), heard.Rows, new TrainerOptions { Threads = 1 });
                for (int step = 0; step < steps; step++)
                    trainer.Step(heard["features"].Floats, heard["vowel"].Integers);
                after.Add(NewSpeakers.Count(data, speaker, x => Predict(transformed, x.Span)));
            }
        }

        Console.WriteLine(TransformedVowelModel.Graph.Summary());
        Output.Table(
            "Share of later moments of new speakers that are recognised",
            ["", "all vowels", "heard before", "others"],
            [NewSpeakers.Row("not adapted", before), NewSpeakers.Row("linear layer in front", after)]);
        Output.Result(
            ("unadapted", NewSpeakers.Text(before.Average(r => r.All))),
            ("fdlr", NewSpeakers.Text(after.Average(r => r.All))),
            ("heard", NewSpeakers.Text(after.Average(r => r.Heard))),
            ("others", NewSpeakers.Text(after.Average(r => r.Others))));
    }

    private static float[] Predict(TransformedVowelModel network, ReadOnlySpan<float> features)
    {
        var z = new float[features.Length / VowelData.Features * VowelData.Classes];
        network.Predict(features, z);
        return z;
    }
}
