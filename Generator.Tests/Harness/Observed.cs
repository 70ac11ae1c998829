namespace NetGen.Tests.Harness;

/// <summary>What a program has computed, by name: filled by code that tests compile, and compared bit for bit.</summary>
public sealed class Observed
{
    private readonly Dictionary<string, float[]> _values = new(StringComparer.Ordinal);

    public void Add(string name, params ReadOnlySpan<float> values) => _values[name] = values.ToArray();

    public void Add(string name, double value) => Add(name, (float)value);

    public void Add(string name, EvaluationResult result)
    {
        Add($"{name}.loss", result.Loss);
        foreach (var (metric, value) in result.Metrics)
            Add($"{name}.{metric}", value);
    }

    /// <summary>The gradients that were asked for.</summary>
    public void Add(string name, GradientSet gradients)
    {
        Add($"{name}.loss", gradients.Loss);
        for (var i = 0; i < gradients.Layout.Count; i++)
        {
            if (gradients.Wanted[i])
                Add($"{name}.{gradients.Layout[i].Name}", gradients[gradients.Layout[i].Name]);
        }

        if (gradients.InputBuffer(0) is { } input)
            Add($"{name}.input", input.Span);
    }

    public void Add(string name, INetwork network)
    {
        foreach (var parameter in network.Parameters.Layout.Names)
            Add($"{name}.{parameter}", network.Parameters[parameter]);
    }

    /// <summary>Fails unless <paramref name="other"/> has all of this, with the same bits or within a relative error.</summary>
    public void AssertSameIn(Observed other, float tolerance = 0)
    {
        Assert.NotEmpty(_values);
        Assert.Contains(_values.Values, values => values.Any(value => value != 0));
        foreach (var (name, values) in _values)
        {
            Assert.True(other._values.TryGetValue(name, out var others), $"Afterwards there is no '{name}'.");
            Assert.True(values.Length == others!.Length, $"'{name}' had {values.Length} values and has {others.Length}.");
            for (var i = 0; i < values.Length; i++)
            {
                var isSame = BitConverter.SingleToInt32Bits(values[i]) == BitConverter.SingleToInt32Bits(others[i])
                    || (tolerance > 0 && Math.Abs(values[i] - others[i]) <= tolerance * Math.Max(1, Math.Abs(values[i])));
                Assert.True(isSame, $"{name}[{i}] was {values[i]:R} and is {others[i]:R}.");
            }
        }
    }
}
