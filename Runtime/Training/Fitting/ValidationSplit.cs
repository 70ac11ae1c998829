namespace NetGen;

/// <summary>Divides the rows of a data set into those to train on and those to validate on.</summary>
internal static class ValidationSplit
{
    /// <summary>The training rows, and the validation rows or null, both in the order of <paramref name="data"/>.</summary>
    internal static (DataSet Training, DataSet? Validation) Of(DataSet data, FitOptions options, ulong seed)
    {
        if (options.Validation is not null) return (data, options.Validation);
        if (options.ValidationFraction == 0) return (data, null);
        if (options.ValidationRows == ValidationRows.Last) return data.Split(1 - options.ValidationFraction);

        if (data.Rows < 2)
            throw new InvalidOperationException(
                $"{data.Rows} row(s) cannot be split into training and validation rows; set ValidationFraction to 0");
        int[] order = new int[data.Rows];
        Permutation.Fill(order, CounterRandom.KeyOf(seed, "validation"), epoch: 0);
        int held = Math.Clamp((int)Math.Round(data.Rows * options.ValidationFraction), 1, data.Rows - 1);
        Span<int> validation = order.AsSpan(..held), training = order.AsSpan(held..);
        validation.Sort();
        training.Sort();
        return (data.Take(training), data.Take(validation));
    }
}
