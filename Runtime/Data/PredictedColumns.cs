using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Goes through a data set in batches and keeps what generated code predicts of each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PredictedColumns : IDisposable
{
    private readonly BatchReader _reader;
    private readonly IReadOnlyList<TensorInfo> _outputs;
    private readonly float[][] _values;
    private int _begin;
    private int _rows;

    /// <summary>Stands before the first batch.</summary>
    /// <param name="data">Columns named as the inputs; at least one row.</param>
    /// <param name="tensors">The network's inputs; targets among them are not needed.</param>
    /// <param name="outputs">The network's outputs.</param>
    /// <param name="batchSize">The rows of a batch, at least 1.</param>
    /// <exception cref="ArgumentException">The data do not fit; every fault is listed.</exception>
    public PredictedColumns(DataSet data, IReadOnlyList<TensorInfo> tensors, IReadOnlyList<TensorInfo> outputs, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(outputs);
        TensorInfo[] inputs = [.. tensors.Where(tensor => tensor.Role == TensorRole.Input)];
        _reader = new BatchReader(data, inputs, batchSize, new BatchReaderOptions { Shuffle = false });
        _outputs = outputs;
        _values = [.. outputs.Select(output => new float[checked(data.Rows * output.Width)])];
    }

    /// <summary>Gives the next batch, with the inputs in their order.</summary>
    /// <returns>False behind the last.</returns>
    public bool Read(out BatchView batch)
    {
        _begin += _rows;
        bool found = _reader.Read(out batch);
        _rows = found ? batch.Rows : 0;
        return found;
    }

    /// <summary>Where the output of this number goes for the rows of the present batch.</summary>
    public Span<float> Output(int number) => _values[number].AsSpan(_begin * _outputs[number].Width, _rows * _outputs[number].Width);

    /// <summary>A column for each output, under its name.</summary>
    public DataSet ToDataSet()
    {
        var result = new DataSet();
        for (int i = 0; i < _outputs.Count; i++)
            result.Add(_outputs[i].Name, _values[i], [.. _outputs[i].Shape]);
        return result;
    }

    /// <summary>Ends reading.</summary>
    public void Dispose() => _reader.Dispose();
}
