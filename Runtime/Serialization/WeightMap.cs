namespace NetGen;

/// <summary>
/// What the tensors of a file are called in a network, where names differ. An entry's pattern may hold one <c>*</c>: the text that it stands for takes the place
/// of the <c>*</c> in the parameter's name. The first entry that matches counts; a tensor that none matches keeps its name.
/// </summary>
public sealed class WeightMap
{
    private readonly List<(string Tensor, string? Parameter, bool Transpose)> _entries = [];

    internal WeightMap()
    {
    }

    /// <summary>Adds an entry whose tensors are [outputs, inputs], as PyTorch keeps the weights of its linear layers: they are transposed when they are read.</summary>
    /// <param name="tensor">The name in the file, or a pattern.</param>
    /// <param name="parameter">The name in the network.</param>
    public WeightMap Transposed(string tensor, string parameter) => Add(tensor, parameter, transpose: true);

    /// <summary>Adds names of tensors that are left out.</summary>
    /// <param name="tensor">The name in the file, or a pattern.</param>
    public WeightMap Without(string tensor) => Add(tensor, null, transpose: false);

    internal WeightMap Add(string tensor, string? parameter, bool transpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(tensor);
        if (tensor.Count(c => c == '*') > 1 || (parameter is not null && parameter.Count(c => c == '*') > tensor.Count(c => c == '*')))
            throw new ArgumentException($"'{tensor}' → '{parameter}': a pattern holds one * at most, and a parameter's name has one only if the pattern does", nameof(tensor));
        _entries.Add((tensor, parameter, transpose));
        return this;
    }

    /// <summary>The parameter that a tensor of the file is, and whether it is transposed; null if it is left out.</summary>
    internal (string Name, bool Transpose)? Find(string tensor)
    {
        foreach (var (pattern, parameter, transpose) in _entries)
        {
            if (Match(pattern, tensor) is { } text)
                return parameter is null ? null : (parameter.Replace("*", text, StringComparison.Ordinal), transpose);
        }

        return (tensor, false);
    }

    /// <summary>What the star stands for, an empty text without one; null if the name does not match.</summary>
    private static string? Match(string pattern, string name)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return pattern == name ? "" : null;
        string before = pattern[..star], after = pattern[(star + 1)..];
        return name.Length >= before.Length + after.Length && name.StartsWith(before, StringComparison.Ordinal) && name.EndsWith(after, StringComparison.Ordinal)
            ? name[before.Length..^after.Length]
            : null;
    }
}
