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
        List<(string Name, int Index, AlignedBuffer? Buffer)> tensors = Tensors(trainer, best);
        IEnumerable<TensorEntry> entries = tensors.Select(tensor => new TensorEntry(tensor.Name, layout[tensor.Index].Shape));
        fields[FormatKey] = Version;
        fields["network"] = trainer.Network.Name;
        fields["optimizer"] = trainer.OptimizerState.Description;
        fields["steps"] = FieldText.Write(trainer.StepCount);
        fields["skipped"] = FieldText.Write(trainer.SkippedSteps);
        fields["learning_rate"] = FieldText.Write((double)trainer.LearningRate);
        fields["parameter_steps"] = FieldText.Write(trainer.OptimizerState.Steps);
        WriteAdditions(trainer, fields);
        Safetensors.Write(path, [.. entries], index => Values(trainer, tensors[index]), fields);
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Everything is checked before anything is changed.</summary>
    /// <exception cref="InvalidDataException">The file is no checkpoint, or one of another network or optimizer.</exception>
    internal static CheckpointFields Read(string path, Trainer trainer, AlignedBuffer? best, Action<CheckpointFields>? check = null)
    {
        using SafetensorsFile file = Safetensors.Open(path);
        var fields = new CheckpointFields(path, file.Metadata);
        if (!file.Metadata.TryGetValue(FormatKey, out string? version))
            throw new InvalidDataException($"'{path}' is not a training checkpoint: its header lacks '{FormatKey}'; parameters alone are read by {trainer.Network.Name}.Load, or by ParameterFile.Load into a network that there is");
        if (version != Version)
            throw new InvalidDataException($"'{path}' is a checkpoint of version {version}; this library reads version {Version}");
        fields.Require("network", trainer.Network.Name);
        fields.Require("optimizer", trainer.OptimizerState.Description);
        fields.RequireAdditions(trainer.Options.Additions);
        check?.Invoke(fields);

        ParameterLayout layout = trainer.Network.Parameters.Layout;
        List<(string Name, int Index, AlignedBuffer? Buffer)> tensors = Tensors(trainer, best);
        foreach (var tensor in tensors)
            RequireTensor(file, tensor.Name, layout[tensor.Index].Shape);
        long[] steps = fields.Integers("parameter_steps", layout.Count);
        (long stepCount, long skipped) = (fields.Integer("steps"), fields.Integer("skipped"));
        float rate = (float)fields.Number("learning_rate");
        Action restoreAdditions = ReadAdditions(trainer, fields);

        foreach (var tensor in tensors)
            file.Read(tensor.Name, Values(trainer, tensor));
        steps.CopyTo(trainer.OptimizerState.Steps);
        trainer.Restore(stepCount, skipped);
        trainer.LearningRate = rate;
        restoreAdditions();
        trainer.Network.Parameters.MarkChanged();
        return fields;
    }

    /// <summary>What a checkpoint holds: parameters (no buffer), the optimizer's state of those that are trained, and the best parameters. A frozen copy that
    /// belongs to several networks is no state of this run: it comes from its source.</summary>
    private static List<(string Name, int Index, AlignedBuffer? Buffer)> Tensors(Trainer trainer, AlignedBuffer? best)
    {
        ParameterLayout layout = trainer.Network.Parameters.Layout;
        int[] kept = [.. Enumerable.Range(0, layout.Count).Where(i => layout[i].Memory == 0 || layout[i].Trainable)];
        List<(string, int, AlignedBuffer?)> tensors = [.. kept.Select(i => (layout[i].Name, i, (AlignedBuffer?)null))];
        for (int buffer = 0; buffer < trainer.OptimizerState.BufferNames.Count; buffer++)
        {
            string prefix = $"optimizer:{trainer.OptimizerState.BufferNames[buffer]}:";
            AlignedBuffer state = trainer.OptimizerState.Buffers[buffer];
            tensors.AddRange(kept.Where(i => layout[i].Trainable).Select(i => (prefix + layout[i].Name, i, (AlignedBuffer?)state)));
        }

        if (trainer.Average is { } average)
            tensors.AddRange(kept.Where(i => layout[i].Trainable).Select(i => ($"average:{layout[i].Name}", i, (AlignedBuffer?)average.Values)));
        if (trainer.Accumulator is { } accumulator)
            tensors.AddRange(kept.Where(i => layout[i].Trainable).Select(i => ($"accumulated:{layout[i].Name}", i, (AlignedBuffer?)accumulator.Sums)));
        if (best is not null) tensors.AddRange(kept.Select(i => ($"best:{layout[i].Name}", i, (AlignedBuffer?)best)));
        return tensors;
    }

    private static void WriteAdditions(Trainer trainer, Dictionary<string, string> fields)
    {
        if (trainer.Options.Additions is { Length: > 0 } additions) fields[CheckpointFields.Additions] = additions;
        if (trainer.Average is { } average) fields["average_updates"] = FieldText.Write(average.Updates);
        if (trainer.Accumulator is not { } accumulator) return;
        fields["accumulated_rows"] = FieldText.Write(accumulator.Rows);
        fields["accumulated_steps"] = FieldText.Write(accumulator.Steps);
        long[] touched = [.. Enumerable.Range(0, accumulator.Touched.Count).Select(i => accumulator.Touched[i] ? 1L : 0L)];
        fields["accumulated_parameters"] = FieldText.Write(touched);
    }

    /// <returns>What puts the counts that were read in their place.</returns>
    private static Action ReadAdditions(Trainer trainer, CheckpointFields fields)
    {
        long updates = trainer.Average is null ? 0 : fields.Integer("average_updates");
        if (trainer.Accumulator is not { } accumulator) return () => trainer.Average?.Resume(updates);
        (long rows, long steps) = (fields.Integer("accumulated_rows"), fields.Integer("accumulated_steps"));
        long[] touched = fields.Integers("accumulated_parameters", accumulator.Touched.Count);
        return () =>
        {
            trainer.Average?.Resume(updates);
            accumulator.Resume(rows, (int)steps, touched);
        };
    }

    private static Span<float> Values(Trainer trainer, (string Name, int Index, AlignedBuffer? Buffer) tensor)
    {
        ParameterSet parameters = trainer.Network.Parameters;
        ParameterInfo parameter = parameters.Layout[tensor.Index];
        return tensor.Buffer is { } buffer ? buffer.Span.Slice(parameter.Offset, parameter.Size) : parameters.Values(tensor.Index);
    }

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
