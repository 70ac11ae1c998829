using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Memory of another network that a network's parameters lie in.</summary>
/// <param name="Source">The constructor's argument.</param>
/// <param name="IsCopy">Whether it is a frozen copy of the source rather than the source's own memory.</param>
/// <param name="Memory">Which of the source's memories.</param>
internal sealed record ForeignMemory(string Source, bool IsCopy, int Memory);

/// <summary>Where a parameter lies.</summary>
/// <param name="Offset">The first float in the layout, which gradients and optimizer state mirror.</param>
/// <param name="Memory">0 for the network's own buffer, else the number of the foreign memory.</param>
/// <param name="MemoryOffset">The first float there.</param>
internal sealed record ParameterPlace(int Offset, int Memory, int MemoryOffset);

/// <summary>Lays parameters out: what training changes first, so that gradients and optimizer state end there; own ones before those of others.</summary>
internal sealed class ParameterPlaces
{
    /// <summary>A parameter starts at a cache line, as in Runtime's <c>ParameterInfo</c>.</summary>
    private const int Alignment = 16;

    private readonly Dictionary<string, ParameterPlace> _places = new(StringComparer.Ordinal);
    private readonly List<ForeignMemory> _memories = [];

    /// <param name="parameters">In the order of <see cref="Sort"/>.</param>
    public ParameterPlaces(IEnumerable<ParameterSpec> parameters)
    {
        foreach (var parameter in parameters)
        {
            var (memory, offset) = parameter.IsOwn ? (0, Length) : (Number(parameter.Origin!), parameter.Origin!.Offset);
            _places.Add(parameter.Name, new ParameterPlace(Length, memory, offset));
            Length += (parameter.Shape.ElementCount + Alignment - 1) / Alignment * Alignment;
            if (parameter.Kind != ParameterTraining.Frozen)
                TrainedLength = Length;
        }
    }

    /// <summary>The floats of all parameters, padding included.</summary>
    public int Length { get; }

    /// <summary>The floats of those that training changes.</summary>
    public int TrainedLength { get; }

    /// <summary>The memories of others, from number 1 on.</summary>
    public IReadOnlyList<ForeignMemory> Memories => _memories;

    public ParameterPlace this[string name] => _places[name];

    public static IEnumerable<ParameterSpec> Sort(IEnumerable<ParameterSpec> parameters) =>
        parameters.OrderBy(parameter => parameter.Kind).ThenBy(parameter => parameter.IsOwn ? 0 : 1);

    private int Number(ParameterOrigin origin)
    {
        var isCopy = origin.Mode == ParameterMode.Constant;
        var memory = new ForeignMemory(origin.Source, isCopy, isCopy ? 0 : origin.Memory);
        if (!_memories.Contains(memory))
            _memories.Add(memory);
        return _memories.IndexOf(memory) + 1;
    }
}
