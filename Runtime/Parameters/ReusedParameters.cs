using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Where the parameters of a network come from that has parts of others; called by generated constructors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ReusedParameters
{
    /// <summary>The set that owns the parameters of <paramref name="source"/> in memory <paramref name="memory"/>: they are used and trained where they lie.</summary>
    /// <param name="source">The network.</param>
    /// <param name="memory">The number of the memory there.</param>
    /// <param name="argument">What the constructor calls <paramref name="source"/>.</param>
    public static ParameterSet Shared(INetwork source, int memory, [CallerArgumentExpression(nameof(source))] string? argument = null)
    {
        ArgumentNullException.ThrowIfNull(source, argument);
        return source.Parameters.Memory(memory);
    }

    /// <summary>A frozen copy of the parameters of <paramref name="source"/>, the same one for everyone who asks while they stay as they are.</summary>
    /// <param name="source">The network.</param>
    /// <param name="argument">What the constructor calls <paramref name="source"/>.</param>
    public static ParameterSet Constant(INetwork source, [CallerArgumentExpression(nameof(source))] string? argument = null)
    {
        ArgumentNullException.ThrowIfNull(source, argument);
        return source.Parameters.Freeze();
    }

    /// <summary>Room for the frozen parameters of memory <paramref name="memory"/>, which are about to be read from a file.</summary>
    public static ParameterSet Empty(ParameterLayout layout, int memory)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new ParameterSet(new ParameterLayout(
        [
            .. layout.Where(parameter => parameter.Memory == memory).OrderBy(parameter => parameter.MemoryOffset)
                .Select(parameter => new ParameterInfo(parameter.Name, parameter.Shape, parameter.MemoryOffset, parameter.Initializer, trainable: false)),
        ]));
    }

    /// <summary>Checks that a source has the parameters that the network was compiled for, and copies those that the network has copies of.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="network">The name of its class.</param>
    /// <param name="source">The network that they come from.</param>
    /// <param name="origins">Names of parameters, here and there; and the memory and place there for those that are not copied, else −1.</param>
    /// <exception cref="ArgumentException">The source lacks a parameter, or has it in another shape or place.</exception>
    public static void Take(
        ParameterSet parameters, string network, INetwork source, params ReadOnlySpan<(string Name, string SourceName, int Memory, int Offset)> origins)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (source is null)
            throw new ArgumentNullException(nameof(source), $"{network} takes parameters of other networks, and one that it was given is null; pass an instance of each to its constructor");
        foreach ((string name, string sourceName, int memory, int offset) in origins)
        {
            ParameterInfo here = parameters.Layout[name];
            ParameterInfo? there = source.Parameters.Layout.Contains(sourceName) ? source.Parameters.Layout[sourceName] : null;
            if (there is null || !there.Shape.SequenceEqual(here.Shape) || !IsAt(there, memory, offset))
                throw Misfit(network, source, here, sourceName, there);
            if (here.Memory == 0)
                source.Parameters.Values(source.Parameters.Layout.IndexOf(sourceName)).CopyTo(parameters.Values(parameters.Layout.IndexOf(name)));
        }

        parameters.MarkChanged();
    }

    // A frozen copy is flat: there its place is the one in the layout.
    private static bool IsAt(ParameterInfo there, int memory, int offset) =>
        offset < 0 || (memory < 0 ? there.Offset == offset : there.Memory == memory && there.MemoryOffset == offset);

    private static ArgumentException Misfit(string network, INetwork source, ParameterInfo here, string name, ParameterInfo? there) => new(
        $"'{here.Name}' of {network} is '{name}' {ShapeText.Format(here.Shape)} of {source.Name}, but this {source.Name} has "
        + $"{(there is null ? "no such parameter" : $"it as {ShapeText.Format(there.Shape)} at float {there.MemoryOffset}")}: "
        + $"it is of another version than the one that {network} was compiled with; rebuild {network}", nameof(source));
}
