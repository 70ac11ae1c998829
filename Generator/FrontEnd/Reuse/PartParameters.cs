using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>What becomes of the parameters of a part in the network that it is a layer of.</summary>
internal sealed class PartParameters
{
    private readonly PartMethod _method;
    private readonly Dictionary<string, ParameterSpec> _there;
    private readonly ParameterPlaces _places;

    public PartParameters(PartMethod method, SourceNetwork source)
    {
        _method = method;
        _there = source.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        _places = new ParameterPlaces(source.Parameters);
    }

    /// <summary>The parameter of this network that stands for the one called <paramref name="name"/> there, in the layer called <paramref name="layer"/>; null if
    /// it is the very same, of the network itself.</summary>
    public ParameterSpec? Of(string layer, string name)
    {
        var parameter = _there[name];
        if (_method.Mode is not { } clone)
            return Used(layer, parameter);
        var mode = Mode(clone, name);
        var (argument, place) = (clone.Argument, _places[name]);
        var prefix = argument.Length == 0 ? "" : $"{argument}.";
        return mode switch
        {
            ParameterMode.Learnable => new ParameterSpec(
                $"{layer}.{name}", parameter.Shape, parameter.Initializer, _method.IsFrozen ? ParameterTraining.Frozen : parameter.Kind == ParameterTraining.State ? ParameterTraining.State : ParameterTraining.Trained, new(mode, argument, name, -1, -1)),
            ParameterMode.Constant => new ParameterSpec(
                $"{prefix}constant.{name}", parameter.Shape, parameter.Initializer, ParameterTraining.Frozen, new(mode, argument, name, -1, argument.Length == 0 ? -1 : place.Offset)),
            _ => argument.Length == 0
                ? null
                : new ParameterSpec($"{prefix}{name}", parameter.Shape, parameter.Initializer, SharedKind(parameter), new(mode, argument, name, place.Memory, place.MemoryOffset)),
        };
    }

    /// <summary>How a clone has a parameter.</summary>
    public static ParameterMode Mode(CloneMode clone, string name) =>
        clone.Patterns.FirstOrDefault(pattern => Wildcards.Match(pattern.Pattern, name))?.Mode ?? clone.Default;

    /// <summary>A parameter of the layer's own, or one that the other network itself takes from a third.</summary>
    private ParameterSpec Used(string layer, ParameterSpec parameter)
    {
        var kind = _method.IsFrozen ? ParameterTraining.Frozen : parameter.Kind;
        if (!parameter.IsOwn)
            return parameter with { Kind = kind };
        var origin = parameter.Origin is { IsOfThisNetwork: true } own ? own with { Name = $"{layer}.{own.Name}" } : parameter.Origin;
        return parameter with { Name = $"{layer}.{parameter.Name}", Kind = kind, Origin = origin };
    }

    /// <summary>The averages of another network change when that network is trained, and are read here.</summary>
    private static ParameterTraining SharedKind(ParameterSpec parameter) =>
        parameter.Kind == ParameterTraining.State ? ParameterTraining.Frozen : parameter.Kind;
}
