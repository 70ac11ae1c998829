namespace NetGen;

/// <summary>Evaluates the training loss of a network again and again on one batch.</summary>
internal sealed class NetworkCheck : IDisposable
{
    private readonly INetwork _network;
    private readonly Trainer _trainer;
    private readonly BatchReader _reader;
    private readonly float[][] _values;

    public NetworkCheck(INetwork network, DataSet data)
    {
        _network = network;
        _reader = new BatchReader(data, network.Inputs, data.Rows, new BatchReaderOptions { Shuffle = false });
        _trainer = network.CreateTrainer(new Sgd(0), data.Rows, new TrainerOptions { KeepGradients = true });
        _values = [.. Enumerable.Range(0, network.Parameters.Layout.Count).Select(i => network.Parameters.Values(i).ToArray())];
    }

    public GradientReport Run(GradientCheckOptions options)
    {
        try
        {
            float loss = Loss();
            if (!float.IsFinite(loss)) throw new InvalidOperationException($"the loss of {_network.Name} is {loss} on these data: there is no gradient to check");
            float[] gradients = _trainer.Gradients.Span.ToArray();
            // Not even a rate of zero keeps a parameter whose gradient is infinite.
            Restore();
            // From here on only the loss is needed.
            _trainer.Freeze("*");
            var probe = new SlopeProbe([1], result => result[0] = Loss(), options);
            return new GradientReport(_network.Name, [.. _network.Parameters.Layout.Where(p => p.Trainable && !p.IsState).Select(p => Check(p, gradients, probe, options))]);
        }
        finally
        {
            Restore();
        }
    }

    public void Dispose()
    {
        _trainer.Dispose();
        _reader.Dispose();
    }

    private GradientResult Check(ParameterInfo parameter, float[] gradients, SlopeProbe probe, GradientCheckOptions options) =>
        TensorCheck.Run(parameter.Name, _network.Parameters[parameter.Name], gradients.AsSpan(parameter.Offset, parameter.Size), probe, options);

    private float Loss()
    {
        _network.Parameters.MarkChanged();
        _trainer.Restore(0, 0);
        _reader.Start(0);
        _reader.Read(out BatchView batch);
        return _trainer.Step(batch);
    }

    private void Restore()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            ParameterInfo parameter = _network.Parameters.Layout[i];
            // What is frozen in another network may be in use there.
            if (parameter.Memory == 0 || parameter.Trainable) _values[i].CopyTo(_network.Parameters[i]);
        }
    }
}
