using System.Runtime.CompilerServices;
using System.Text;

namespace NetGen.Tests.Harness;

/// <summary>Compares a text with the committed file <c>_snapshots/{test}.{name}.txt</c>. Set NETGEN_UPDATE_SNAPSHOTS=1 to write the files
/// anew, and read the diff before it is committed.</summary>
internal static class Snapshot
{
    /// <param name="text">The actual text; line ends are normalised, because git may have changed those of the file.</param>
    /// <param name="name">The snapshot's name, unique in the test.</param>
    public static void Match(string text, string name, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var actual = text.ReplaceLineEndings("\n");
        var path = Path.Combine(RepositoryRoot.Path, "Generator.Tests", "_snapshots", $"{Path.GetFileNameWithoutExtension(testFile)}.{test}.{name}.txt");
        if (Environment.GetEnvironmentVariable("NETGEN_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
            return;
        }

        Assert.True(File.Exists(path), $"There is no snapshot {Path.GetFileName(path)}. Run with NETGEN_UPDATE_SNAPSHOTS=1 to write it. Actual:\n{actual}");
        var expected = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (expected != actual)
            Assert.Fail($"{Path.GetFileName(path)} differs (- snapshot, + actual). If the change is meant, run with NETGEN_UPDATE_SNAPSHOTS=1.\n{Difference(expected, actual)}");
    }

    /// <summary>The differing lines between the common beginning and the common end, with three lines around them.</summary>
    public static string Difference(string expected, string actual)
    {
        const int Context = 3, Most = 40;
        var left = expected.Split('\n');
        var right = actual.Split('\n');
        var start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start])
            start++;
        var end = 0;
        while (end < left.Length - start && end < right.Length - start && left[^(end + 1)] == right[^(end + 1)])
            end++;
        var result = new StringBuilder($"  from line {start + 1}:\n");
        Append(result, "  ", left[Math.Max(0, start - Context)..start], Context);
        Append(result, "- ", left[start..^end], Most);
        Append(result, "+ ", right[start..^end], Most);
        Append(result, "  ", left[^end..], Context);
        return result.ToString();
    }

    private static void Append(StringBuilder result, string prefix, string[] lines, int most)
    {
        foreach (var line in lines.Take(most))
            result.Append(prefix).Append(line).Append('\n');
        if (lines.Length > most)
            result.Append(prefix).Append($"… {lines.Length - most} lines more\n");
    }
}
