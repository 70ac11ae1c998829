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
    public static void Load(string path, ParameterSet parameters) => Load(path, parameters, Weights.Map());

    internal static void Load(string path, ParameterSet parameters, WeightMap map)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var file = Safetensors.Open(path);
        if (file.Metadata.ContainsKey(CheckpointFile.FormatKey) && file.Tensors.All(tensor => map.Find(tensor.Name)?.Name == tensor.Name))
        {
            throw new InvalidDataException(
                $"'{path}' is a training checkpoint, with the optimizer's state beside the parameters: go on from it with Load of a trainer or with FitOptions.Checkpoint, "
                + "or take the parameters alone with LoadWeights and a map that leaves out 'optimizer:*' (and 'best:*', 'average:*', 'accumulated:*')");
        }

        if (file.Metadata.TryGetValue(VersionKey, out string? version) && version != Version)
            throw new InvalidDataException($"'{path}' is of version {version}; this version of netgen reads version {Version}.");
        var tensors = CheckFit(file, parameters.Layout, map);
        CheckFrozenCopies(file, parameters, tensors);
        for (int i = 0; i < parameters.Layout.Count; i++)
        {
            if (!parameters.Memory(parameters.Layout[i].Memory).IsCopy)
                Read(file, tensors[i], parameters.Values(i), parameters.Layout[i].Shape);
        }

        parameters.MarkChanged();
    }

    /// <summary>The tensor of each parameter.</summary>
    private static (StoredTensor Tensor, bool Transpose)[] CheckFit(SafetensorsFile file, ParameterLayout layout, WeightMap map)
    {
        var found = new (StoredTensor Tensor, bool Transpose)?[layout.Count];
        List<string> missing = [], misshaped = [], surplus = [];
        foreach (var tensor in file.Tensors)
        {
            if (map.Find(tensor.Name) is not { } target)
                continue;
            if (!layout.Contains(target.Name))
                surplus.Add(target.Name == tensor.Name ? tensor.ToString() : $"{tensor} as '{target.Name}'");
            else if (found[layout.IndexOf(target.Name)] is { } other)
                surplus.Add($"{tensor} as '{target.Name}', which is {other.Tensor.Name} already");
            else
                found[layout.IndexOf(target.Name)] = (tensor, target.Transpose);
        }

        for (int i = 0; i < layout.Count; i++)
        {
            if (found[i] is not { } match)
                missing.Add(layout[i].ToString());
            else if (!(match.Transpose && layout[i].Shape.Count == 2 ? match.Tensor.Shape.Reverse() : match.Tensor.Shape).SequenceEqual(layout[i].Shape) || !StoredValues.CanRead(match.Tensor.Type))
                misshaped.Add(Misshaped(layout[i], match.Tensor, match.Transpose));
        }

        return missing.Count + misshaped.Count + surplus.Count > 0
            ? throw new WeightMismatchException(file.Path, file.Metadata.GetValueOrDefault(NetworkKey), missing, surplus, misshaped)
            : [.. found.Select(match => match!.Value)];
    }

    private static string Misshaped(ParameterInfo parameter, StoredTensor tensor, bool transpose)
    {
        bool wouldFit = tensor.Shape.Count == 2 && StoredValues.CanRead(tensor.Type) && (transpose ? tensor.Shape : tensor.Shape.Reverse()).SequenceEqual(parameter.Shape);
        string cure = !wouldFit ? "" : transpose ? " and transposed by the map, which it need not be" : ", which Transposed in the map would turn";
        return $"{parameter.Name}: {ShapeText.Format(parameter.Shape)} F32 expected, {ShapeText.Format(tensor.Shape)} {tensor.Type} found{cure}";
    }

    /// <summary>A frozen copy may be in use by several networks: the file must have what it has.</summary>
    private static void CheckFrozenCopies(SafetensorsFile file, ParameterSet parameters, (StoredTensor Tensor, bool Transpose)[] tensors)
    {
        for (int i = 0; i < parameters.Layout.Count; i++)
        {
            var parameter = parameters.Layout[i];
            if (!parameters.Memory(parameter.Memory).IsCopy)
                continue;
            var values = new float[parameter.Size];
            Read(file, tensors[i], values, parameter.Shape);
            if (!parameters.Values(i).SequenceEqual(values))
                throw new InvalidDataException(
                    $"'{parameter.Name}' is a frozen copy that other networks may use, and '{file.Path}' has other values for it; make the network with its Load method instead.");
        }
    }

    private static void Read(SafetensorsFile file, (StoredTensor Tensor, bool Transpose) source, Span<float> values, IReadOnlyList<int> shape)
    {
        file.Read(source.Tensor.Name, values);
        if (!source.Transpose || shape.Count != 2)
            return;
        float[] stored = values.ToArray();
        int rows = shape[0], columns = shape[^1];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                values[(row * columns) + column] = stored[(column * rows) + row];
        }
    }
}
