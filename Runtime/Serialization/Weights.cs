namespace NetGen;

/// <summary>Weights from files of others.</summary>
public static class Weights
{
    /// <summary>Begins a map from names of tensors in a file to names of parameters: <c>Weights.Map(("encoder.*.bias", "Trunk.*.bias"))</c>.</summary>
    /// <param name="names">Name or pattern in the file, and name in the network; see <see cref="WeightMap"/>.</param>
    public static WeightMap Map(params ReadOnlySpan<(string Tensor, string Parameter)> names)
    {
        var map = new WeightMap();
        foreach ((string tensor, string parameter) in names)
            map.Add(tensor, parameter, transpose: false);
        return map;
    }

    /// <summary>Reads all parameters of a network from a safetensors file whose tensors have other names.</summary>
    /// <param name="network">The network to fill; untouched unless every parameter has one tensor that fits, and every tensor a parameter.</param>
    /// <param name="path">The file; F32, F16, BF16 and F64 are read.</param>
    /// <param name="map">What the tensors are called here.</param>
    /// <exception cref="WeightMismatchException">Tensors are missing, surplus or of another shape or type; all are listed.</exception>
    /// <exception cref="InvalidDataException">The file is not well-formed.</exception>
    public static void LoadWeights(this INetwork network, string path, WeightMap map)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(map);
        ParameterFile.Load(path, network.Parameters, map);
    }
}
