using System.Collections;

namespace NetGen;

/// <summary>
/// Where each parameter lies in one flat buffer. Gradients and optimizer state mirror it, so an update is one pass over memory.
/// </summary>
public sealed class ParameterLayout : IReadOnlyList<ParameterInfo>
{
    private readonly ParameterInfo[] _parameters;
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    /// <summary>Checks and takes the parameters, in the order of their offsets.</summary>
    /// <exception cref="ArgumentException">Two parameters have one name, or overlap.</exception>
    public ParameterLayout(IReadOnlyList<ParameterInfo> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        for (int i = 0; i < _parameters.Length; i++)
        {
            ParameterInfo parameter = _parameters[i];
            if (!_indices.TryAdd(parameter.Name, i))
                throw new ArgumentException($"two parameters are named '{parameter.Name}'", nameof(parameters));
            if (parameter.Offset < Length)
            {
                throw new ArgumentException(
                    $"'{parameter.Name}' starts at float {parameter.Offset}, but '{_parameters[i - 1].Name}' before it ends at {Length}",
                    nameof(parameters));
            }

            Length = checked(parameter.Offset + parameter.PaddedSize);
            ValueCount += parameter.Size;
            if (parameter.Memory == 0) OwnLength = Length;
            if (parameter.Trainable || parameter.IsState) TrainableLength = Length;
        }
    }

    /// <summary>The floats of the flat buffer, padding included: a multiple of <see cref="ParameterInfo.Alignment"/>.</summary>
    public int Length { get; }

    /// <summary>The floats of the flat buffer up to the end of the last parameter of the network's own.</summary>
    public int OwnLength { get; }

    /// <summary>The floats up to the end of the last parameter that training changes: the length of gradients and optimizer state.</summary>
    public int TrainableLength { get; }

    /// <summary>The number of values in all parameters, without padding.</summary>
    public long ValueCount { get; }

    /// <summary>The number of parameters.</summary>
    public int Count => _parameters.Length;

    /// <summary>The parameter at <paramref name="index"/>, in the order of offsets.</summary>
    public ParameterInfo this[int index] => _parameters[index];

    /// <summary>The parameter called <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    public ParameterInfo this[string name] => _parameters[IndexOf(name)];

    /// <summary>The names, in the order of offsets.</summary>
    public IEnumerable<string> Names => _parameters.Select(parameter => parameter.Name);

    /// <summary>Places parameters one after the other, each aligned.</summary>
    /// <param name="parameters">Name, shape and initializer of each.</param>
    public static ParameterLayout Pack(params IEnumerable<(string Name, IReadOnlyList<int> Shape, Initializer Initializer)> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        List<ParameterInfo> placed = [];
        int offset = 0;
        foreach ((string name, IReadOnlyList<int> shape, Initializer initializer) in parameters)
        {
            placed.Add(new ParameterInfo(name, shape, offset, initializer));
            offset = checked(offset + placed[^1].PaddedSize);
        }

        return new ParameterLayout(placed);
    }

    /// <summary>The position of the parameter called <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    public int IndexOf(string name) =>
        _indices.TryGetValue(name, out int index)
            ? index
            : throw new KeyNotFoundException($"there is no parameter '{name}'.{NearNames.Hint(name, Names)}");

    /// <summary>Whether there is a parameter called <paramref name="name"/>.</summary>
    public bool Contains(string name) => _indices.ContainsKey(name);

    /// <inheritdoc/>
    public IEnumerator<ParameterInfo> GetEnumerator() => ((IEnumerable<ParameterInfo>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
