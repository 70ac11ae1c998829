namespace NetGen.Tests.Harness;

/// <summary>The folder of netgen.sln, found from the test assembly upwards; tests read sources, docs and snapshots there.</summary>
internal static class RepositoryRoot
{
    private static readonly Lazy<string> LazyPath = new(() =>
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "netgen.sln")))
                return folder;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has netgen.sln: run the tests from a checkout.");
    });

    public static string Path => LazyPath.Value;

    /// <summary>Files below <paramref name="folder"/> that match, with '/' between folders and without build outputs.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Path, folder), pattern, SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "artifacts"))
            .Order(StringComparer.Ordinal);

    public static string Read(string relativePath) => File.ReadAllText(System.IO.Path.Combine(Path, relativePath));
}
