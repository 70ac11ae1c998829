using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>What a call asks: which network, about which data, and for which gradients.</summary>
internal sealed class Question
{
    private Question(Site site, Value network, IReadOnlyList<Value> data, IReadOnlyList<Value> outputs) =>
        (Site, Network, Data, Outputs) = (site, network, data, outputs);

    public Site Site { get; }

    /// <summary>The network or, for a step, the trainer.</summary>
    public Value Network { get; }

    public IReadOnlyList<Value> Data { get; }

    public IEnumerable<Value> Inputs => Data.Take(Site.Call.InputCount);

    /// <summary>The memory of the results, as far as the call is given any.</summary>
    public IReadOnlyList<Value> Outputs { get; }

    public CallKind Kind => Site.Call.Kind;

    /// <summary>Null if it cannot be said which values a call is given, or if it writes over its own data.</summary>
    public static Question? Read(Site site, Memory memory)
    {
        var reader = site.Routine.Reader;
        var data = site.Call.Data.Select(d => reader.Read(d)).OfType<Value>().ToArray();
        var outputs = site.Call.Outputs.Select(o => reader.Read(o)).OfType<Value>().ToArray();
        if (reader.Read(site.Call.Receiver) is not { } network || data.Length != site.Call.Data.Length || outputs.Length != site.Call.Outputs.Length)
            return null;
        var overwrites = outputs.Any(o => data.Any(d => memory.Of(d).Created.Overlaps(memory.Of(o).Created) || d.Equals(o)));
        return overwrites ? null : new Question(site, network, data, outputs);
    }

    /// <summary>That the answer would be the same: network, data and the memory that holds the answer stay.</summary>
    public Claim Claim(Memory memory) => Flow.Claim.On(memory, Network, Data.Concat(Outputs), []);

    /// <summary>Whether both ask one network about one batch.</summary>
    public bool IsAboutSame(Question other) => Kind == other.Kind && Network.Equals(other.Network) && Data.SequenceEqual(other.Data);

    /// <summary>The names of the gradients that are wanted, empty for all; null if they are not known.</summary>
    public IReadOnlyList<Value>? Wanted
    {
        get
        {
            if (Site.Call.Set is not null)
                return null;
            var names = Site.Call.Wanted is { } argument ? NamesOf(argument.Value).Select(n => Site.Routine.Reader.Read(n)).ToArray() : [];
            return names.Any(n => n is null) ? null : [.. names.OfType<Value>()];
        }
    }

    private static IEnumerable<IOperation?> NamesOf(IOperation? names) => names switch
    {
        IConversionOperation conversion => NamesOf(conversion.Operand),
        ICollectionExpressionOperation collection => collection.Elements,
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } when sizes[0].ConstantValue is { HasValue: true, Value: 0 } => [],
        _ => [null],
    };
}
