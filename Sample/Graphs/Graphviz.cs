using System.ComponentModel;
using System.Diagnostics;

namespace NetGen.Sample.Graphs;

/// <summary>Draws DOT files with Graphviz, where that is installed.</summary>
internal static class Graphviz
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Draws a picture.</summary>
    /// <param name="dotFile">The graph.</param>
    /// <param name="svgFile">The picture to write.</param>
    /// <returns>Null, or why there is no picture.</returns>
    public static string? Draw(string dotFile, string svgFile)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("dot", ["-Tsvg", "-o", svgFile, dotFile]) { RedirectStandardError = true })!;
            string errors = process.StandardError.ReadToEnd();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                return $"Graphviz's dot took more than {Patience.TotalSeconds:F0} seconds.";
            }

            return process.ExitCode == 0 ? null : $"Graphviz's dot ended with exit code {process.ExitCode}: {errors.Trim()}";
        }
        catch (Win32Exception)
        {
            return "Graphviz is not installed (there is no program 'dot' on the path); Markdown viewers draw the .mmd file, https://graphviz.org the .dot file.";
        }
    }
}
