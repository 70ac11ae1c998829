using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// A training run in a safetensors file: the parameters under their own names, <c>optimizer:{buffer}:{parameter}</c>, optionally
/// <c>best:{parameter}</c>, and counts and settings as texts in the header.
/// </summary>
internal static class CheckpointFile
{
    internal const string FormatKey = "netgen.checkpoint";
    private const string Version = "1";

    internal static void Write(string path, Trainer trainer, Dictionary<string, string> fields, AlignedBuffer? best)
    {
        ParameterLayout layout = trainer.Network.Parameters.Layout;
        List<(string Prefix, AlignedBuffer Buffer)> sections = Sections(trainer, best);
        List<TensorEntry> entries = [];
        foreach ((string prefix, _) in sections)
            entries.AddRange(layout.Select(parameter => new TensorEntry(prefix + parameter.Name, parameter.Shape)));
        fields[FormatKey] = Version;
        fields["network"] = trainer.Network.Name;
        fields["optimizer"] = trainer.OptimizerState.Description;
        fields["steps"] = FieldText.Write(trainer.StepCount);
        fields["skipped"] = FieldText.Write(trainer.SkippedSteps);
        fields["learning_rate"] = FieldText.Write((double)trainer.LearningRate);
        fields["parameter_steps"] = FieldText.Write(trainer.OptimizerState.Steps);
        Safetensors.Write(path, entries, index => Values(sections[index / layout.Count].Buffer, layout[index % layout.Count]), fields);
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Everything is checked before anything is changed.</summary>
    /// <exception cref="InvalidDataException">The file is no checkpoint, or one of another network or optimizer.</exception>
    internal static CheckpointFields Read(string path, Trainer trainer, AlignedBuffer? best, Action<CheckpointFields>? check = null)
    {
        using SafetensorsFile file = Safetensors.Open(path);
        var fields = new CheckpointFields(path, file.Metadata);
        if (!file.Metadata.TryGetValue(FormatKey, out string? version))
            throw new InvalidDataException($"'{path}' is not a training checkpoint: its header lacks '{FormatKey}'");
        if (version != Version)
            throw new InvalidDataException($"'{path}' is a checkpoint of version {version}; this library reads version {Version}");
        fields.Require("network", trainer.Network.Name);
        fields.Require("optimizer", trainer.OptimizerState.Description);
        check?.Invoke(fields);

        ParameterLayout layout = trainer.Network.Parameters.Layout;
        List<(string Prefix, AlignedBuffer Buffer)> sections = Sections(trainer, best);
        foreach ((string prefix, _) in sections)
            foreach (ParameterInfo parameter in layout)
                RequireTensor(file, prefix + parameter.Name, parameter.Shape);
        long[] steps = fields.Integers("parameter_steps", layout.Count);
        (long stepCount, long skipped) = (fields.Integer("steps"), fields.Integer("skipped"));
        float rate = (float)fields.Number("learning_rate");

        foreach ((string prefix, AlignedBuffer buffer) in sections)
            foreach (ParameterInfo parameter in layout)
                file.Read(prefix + parameter.Name, Values(buffer, parameter));
        steps.CopyTo(trainer.OptimizerState.Steps);
        trainer.Restore(stepCount, skipped);
        trainer.LearningRate = rate;
        trainer.Network.Parameters.MarkChanged();
        return fields;
    }

    private static List<(string Prefix, AlignedBuffer Buffer)> Sections(Trainer trainer, AlignedBuffer? best)
    {
        List<(string, AlignedBuffer)> sections = [("", trainer.Network.Parameters.Buffer)];
        for (int i = 0; i < trainer.OptimizerState.BufferNames.Count; i++)
            sections.Add(($"optimizer:{trainer.OptimizerState.BufferNames[i]}:", trainer.OptimizerState.Buffers[i]));
        if (best is not null) sections.Add(("best:", best));
        return sections;
    }

    private static Span<float> Values(AlignedBuffer buffer, ParameterInfo parameter) => buffer.Span.Slice(parameter.Offset, parameter.Size);

    private static void RequireTensor(SafetensorsFile file, string name, IReadOnlyList<int> shape)
    {
        StoredTensor tensor = file.Find(name)
            ?? throw new InvalidDataException(
                $"checkpoint '{file.Path}' has no tensor '{name}'; it was written with other settings or another network");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new InvalidDataException(
                $"'{name}' is {ShapeText.Format(tensor.Shape)} in checkpoint '{file.Path}', but {ShapeText.Format(shape)} in this network");
    }
}
