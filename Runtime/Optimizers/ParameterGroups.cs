namespace NetGen;

/// <summary>Which settings each parameter is updated with.</summary>
internal sealed class ParameterGroups
{
    private readonly List<(Optimizer Optimizer, float Factor)> _settings;
    private readonly int[] _indices;
    private readonly string _description;

    /// <exception cref="ArgumentException">A group's pattern matches no parameter, or a setting is out of its range.</exception>
    public ParameterGroups(Optimizer optimizer, IReadOnlyList<ParameterGroup> groups, ParameterLayout layout)
    {
        _settings = [(optimizer, 1f)];
        _indices = new int[layout.Count];
        string[] names = [.. layout.Names];
        foreach (ParameterGroup group in groups)
        {
            group.Validate();
            foreach (int index in ParameterMask.Match(names, group.Pattern)) _indices[index] = _settings.Count;
            _settings.Add((group.WeightDecay is { } decay ? optimizer.WithWeightDecay(decay) : optimizer, group.LearningRateFactor));
        }

        _description = optimizer.Description + string.Concat(groups.Select(group => ", " + group.Description));
    }

    /// <summary>The optimizer and all groups, the same text in every culture: what a checkpoint must agree with.</summary>
    public string Description => _description;

    /// <summary>Whether one pass can update both parameters.</summary>
    public bool AreSame(int first, int second) => _indices[first] == _indices[second];

    /// <summary>How the parameter at <paramref name="index"/> of the layout is updated, and what the learning rate is multiplied with.</summary>
    public (Optimizer Optimizer, float Factor) this[int index] => _settings[_indices[index]];
}
