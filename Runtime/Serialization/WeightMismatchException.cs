using System.Text;

namespace NetGen;

/// <summary>The tensors of a file are not the parameters that they are loaded into; everything that differs is listed at once.</summary>
public sealed class WeightMismatchException : Exception
{
    private const int MostListed = 10;

    internal WeightMismatchException(string path, string? writer, IReadOnlyList<string> missing, IReadOnlyList<string> surplus, IReadOnlyList<string> misshaped)
        : base(Describe(path, writer, missing, surplus, misshaped))
    {
        Path = path;
        Missing = missing;
        Surplus = surplus;
        Misshaped = misshaped;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Parameters of the network that the file does not have.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Tensors of the file that the network does not have.</summary>
    public IReadOnlyList<string> Surplus { get; }

    /// <summary>Parameters whose tensor in the file has another shape, or an element type that cannot be read.</summary>
    public IReadOnlyList<string> Misshaped { get; }

    private static string Describe(string path, string? writer, IReadOnlyList<string> missing, IReadOnlyList<string> surplus, IReadOnlyList<string> misshaped)
    {
        string saved = writer is null ? "" : $", which '{writer}' saved,";
        var text = new StringBuilder($"The weights in '{path}'{saved} do not fit the network; nothing was loaded.");
        Append(text, "Missing in the file", missing);
        Append(text, "Unknown to the network", surplus);
        Append(text, "Of another shape or type", misshaped);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        text.Append($" {title}: {string.Join(", ", items.Take(MostListed))}");
        text.Append(items.Count > MostListed ? $" and {ShapeText.Count(items.Count - MostListed)} more." : ".");
    }
}
