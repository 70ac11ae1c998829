namespace NetGen;

/// <summary>
/// The completed epochs as text, a line each: epoch, loss, learning rate and, with validation rows, their number, the loss and
/// <c>name=value</c> for each metric.
/// </summary>
internal static class HistoryText
{
    internal static string Write(IEnumerable<EpochResult> history) => string.Join('\n', history.Select(Line));

    internal static bool TryRead(string text, List<EpochResult> history)
    {
        history.Clear();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryReadLine(line.Split(' '), out EpochResult? result)) return false;
            history.Add(result!);
        }

        return true;
    }

    private static string Line(EpochResult result)
    {
        List<string> fields = [FieldText.Write(result.Epoch), FieldText.Write(result.Loss), FieldText.Write((double)result.LearningRate)];
        if (result.Validation is { } validation)
        {
            fields.Add(FieldText.Write(validation.Rows));
            fields.Add(FieldText.Write(validation.Loss));
            fields.AddRange(validation.Metrics.Select(metric => $"{metric.Key}={FieldText.Write(metric.Value)}"));
        }

        return string.Join(' ', fields);
    }

    private static bool TryReadLine(string[] fields, out EpochResult? result)
    {
        result = null;
        if (fields.Length is < 3 or 4) return false;
        if (!FieldText.TryRead(fields[0], out long epoch)
            || !FieldText.TryRead(fields[1], out double loss)
            || !FieldText.TryRead(fields[2], out double rate))
        {
            return false;
        }

        EvaluationResult? validation = null;
        if (fields.Length > 4 && !TryReadValidation(fields, out validation)) return false;
        result = new EpochResult((int)epoch, loss, validation, (float)rate);
        return true;
    }

    private static bool TryReadValidation(string[] fields, out EvaluationResult? validation)
    {
        validation = null;
        if (!FieldText.TryRead(fields[3], out long rows) || !FieldText.TryRead(fields[4], out double loss)) return false;
        List<KeyValuePair<string, double>> metrics = [];
        foreach (string field in fields.AsSpan(5))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !FieldText.TryRead(field[(equals + 1)..], out double value)) return false;
            metrics.Add(KeyValuePair.Create(field[..equals], value));
        }

        validation = new EvaluationResult(loss, rows, metrics);
        return true;
    }
}
