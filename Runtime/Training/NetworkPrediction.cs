namespace NetGen;

/// <summary>Predictions that are computed once and kept beside the data that they are of.</summary>
public static class NetworkPrediction
{
    /// <summary>
    /// Adds to <paramref name="data"/> what <paramref name="network"/> predicts of it, a column for each output: for a teacher, a reference or a frozen
    /// feature extractor, which give the same in every epoch of another network's training.
    /// </summary>
    /// <remarks>
    /// <code>
    /// data.AddOutputs(teacher, ("z", "soft"));       // the teacher's output z is the student's target soft
    /// student.Fit(data);
    /// </code>
    /// The columns hold what the network gives now; a network that is trained later does not change them.
    /// </remarks>
    /// <param name="data">Columns named as the network's inputs; at least one row.</param>
    /// <param name="network">The network, which must not be trained meanwhile.</param>
    /// <param name="columns">The outputs that are wanted, each with the name of its column; without any, all outputs under their own names.</param>
    /// <returns><paramref name="data"/>.</returns>
    /// <exception cref="ArgumentException">The data do not fit the network, there is no such output, or the data set has a column of that name.</exception>
    public static DataSet AddOutputs(this DataSet data, INetwork network, params ReadOnlySpan<(string Output, string Column)> columns)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(network);
        (string Output, string Column)[] wanted = columns.IsEmpty ? [.. network.Outputs.Select(output => (output.Name, output.Name))] : columns.ToArray();
        string[] names = [.. network.Outputs.Select(output => output.Name)];
        foreach (var (output, column) in wanted)
        {
            if (!names.Contains(output))
                throw new ArgumentException($"{network.Name} has no output '{output}'.{NearNames.Hint(output, names)}", nameof(columns));
            if (data.Find(column) is not null)
                throw new ArgumentException($"The data set already has a column '{column}': give the output '{output}' another name.", nameof(columns));
        }

        var outputs = network.Predict(data);
        foreach (var (output, column) in wanted)
            data.Add(outputs[output].Named(column));
        return data;
    }
}
