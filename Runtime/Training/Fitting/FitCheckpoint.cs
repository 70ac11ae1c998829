namespace NetGen;

/// <summary>
/// Writes and reads the whole state of a <see cref="FitLoop"/>: a run that goes on from it gives the same bits as one that never stopped.
/// </summary>
internal sealed class FitCheckpoint(
    string path, Trainer trainer, FitPosition position, BestEpoch best, BatchReader reader, ulong seed, bool shuffle)
{
    internal void Write() => CheckpointFile.Write(path, trainer, Fields(), best.Parameters);

    internal void Read()
    {
        CheckpointFields fields = CheckpointFile.Read(path, trainer, best.Parameters, RequireSameRun);
        position.Epoch = (int)fields.Integer("epoch");
        position.Batch = (int)fields.Integer("batch");
        position.LossSum = fields.Number("loss_sum");
        position.LossRows = fields.Integer("loss_rows");
        position.LearningRate = trainer.LearningRate;
        best.Resume((int)fields.Integer("best_epoch"), fields.Number("best_value"), (int)fields.Integer("epochs_since_best"));
    }

    private Dictionary<string, string> Fields() => new(StringComparer.Ordinal)
    {
        ["seed"] = $"{seed}",
        ["shuffle"] = $"{shuffle}",
        ["batch_size"] = FieldText.Write(reader.BatchSize),
        ["training_rows"] = FieldText.Write(reader.Rows),
        ["monitor"] = best.Monitor,
        ["epoch"] = FieldText.Write(position.Epoch),
        ["batch"] = FieldText.Write(position.Batch),
        ["loss_sum"] = FieldText.Write(position.LossSum),
        ["loss_rows"] = FieldText.Write(position.LossRows),
        ["best_epoch"] = FieldText.Write(best.Epoch),
        ["best_value"] = FieldText.Write(best.Value),
        ["epochs_since_best"] = FieldText.Write(best.Waited),
        ["history"] = HistoryText.Write(position.History),
    };

    /// <summary>
    /// Checks what the following bits depend on. More epochs or another schedule are allowed: that is how a training is extended.
    /// </summary>
    private void RequireSameRun(CheckpointFields fields)
    {
        fields.Require("seed", $"{seed}");
        fields.Require("shuffle", $"{shuffle}");
        fields.Require("batch_size", FieldText.Write(reader.BatchSize));
        fields.Require("training_rows", FieldText.Write(reader.Rows));
        fields.Require("monitor", best.Monitor);
        foreach (string name in (ReadOnlySpan<string>)["epoch", "batch", "loss_rows", "best_epoch", "epochs_since_best"])
            fields.Integer(name);
        fields.Number("loss_sum");
        fields.Number("best_value");
        if (fields.Integer("epoch") is < 0 or > int.MaxValue) throw fields.Malformed("epoch");
        if (fields.Integer("batch") < 0 || fields.Integer("batch") > reader.BatchesPerEpoch) throw fields.Malformed("batch");
        if (!HistoryText.TryRead(fields.Text("history"), position.History)) throw fields.Malformed("history");
    }
}
