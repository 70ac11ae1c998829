namespace NetGen;

/// <summary>Parameters of a network in a safetensors file, a tensor for each, under the parameter's name.</summary>
public static class ParameterFile
{
    private const string VersionKey = "netgen.version";
    private const string NetworkKey = "netgen.network";
    private const string Version = "1";

    /// <summary>Writes all parameters. A crash on the way leaves a file that was there before as it was.</summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <param name="parameters">What to write; must not be trained meanwhile.</param>
    /// <param name="network">The name of the network, kept in the header as <c>netgen.network</c>.</param>
    /// <param name="metadata">Other texts to keep in the header.</param>
    public static void Save(
        string path,
        ParameterSet parameters,
        string network,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(network);
        var header = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [VersionKey] = Version,
            [NetworkKey] = network,
        };
        var entries = parameters.Layout.Select(parameter => new TensorEntry(parameter.Name, parameter.Shape)).ToArray();
        Safetensors.Write(path, entries, index => parameters.Values(index), header);
    }

    /// <summary>Reads all parameters: from a file of <see cref="Save"/>, or from any other with the same names and shapes.</summary>
    /// <param name="path">The file; F32, F16, BF16 and F64 are read.</param>
    /// <param name="parameters">What to fill; untouched unless every parameter has its tensor in the file and the other way round.</param>
    /// <exception cref="WeightMismatchException">Tensors are missing, surplus or of another shape or type.</exception>
    /// <exception cref="InvalidDataException">The file is not well-formed, or of a later version than this one reads.</exception>
    public static void Load(string path, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var file = Safetensors.Open(path);
        if (file.Metadata.TryGetValue(VersionKey, out string? version) && version != Version)
            throw new InvalidDataException($"'{path}' is of version {version}; this version of netgen reads version {Version}.");
        CheckFit(file, parameters.Layout);
        foreach (var parameter in parameters.Layout)
            file.Read(parameter.Name, parameters[parameter.Name]);
        parameters.MarkChanged();
    }

    private static void CheckFit(SafetensorsFile file, ParameterLayout layout)
    {
        var missing = new List<string>();
        var misshaped = new List<string>();
        foreach (var parameter in layout)
        {
            var tensor = file.Find(parameter.Name);
            if (tensor is null)
                missing.Add(parameter.ToString());
            else if (!tensor.Shape.SequenceEqual(parameter.Shape) || !StoredValues.CanRead(tensor.Type))
                misshaped.Add($"{parameter.Name}: {ShapeText.Format(parameter.Shape)} F32 expected, {ShapeText.Format(tensor.Shape)} {tensor.Type} found");
        }

        var surplus = file.Tensors.Where(tensor => !layout.Contains(tensor.Name)).Select(tensor => tensor.ToString()).ToArray();
        if (missing.Count + misshaped.Count + surplus.Length > 0)
            throw new WeightMismatchException(file.Path, missing, surplus, misshaped);
    }
}
