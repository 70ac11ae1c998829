using System.Text.RegularExpressions;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Architecture;

/// <summary>The house rules that a compiler does not check.</summary>
public sealed class SourceRulesTests
{
    private const int MostLines = 400;

    private static readonly string[] TextFiles = ["*.cs", "*.csproj", "*.props", "*.targets", "*.md", "*.txt", "*.py", "*.csv", "*.json"];

    // Spelled in pieces, so that this file does not break its own rule.
    private static readonly Regex Unfinished = new(@"\b(TO" + "DO|FIX" + "ME|HA" + "CK|X" + @"XX)\b|#reg" + @"ion|NotImplemented" + "Exception");

    private static readonly Regex MachinePath = new(@"\.\./" + @"shared|(?<![\w.])/wo" + @"rk/|(?<![\w.])/ho" + @"me/\w|[A-Z]:\\Users");

    [Fact]
    public void SourceFiles_Length_IsAtMost400Lines() =>
        AssertNone(CSharpFiles(), file => RepositoryRoot.Read(file).Count(c => c == '\n') is var lines and > MostLines ? $"{lines} lines" : null);

    [Fact]
    public void SourceFiles_UnfinishedWork_IsNotCommitted() =>
        AssertNone(CSharpFiles(), file => Unfinished.Match(RepositoryRoot.Read(file)) is { Success: true } match ? match.Value : null);

    [Fact]
    public void Files_MachinePaths_AreNotNamed() =>
        AssertNone(AllTextFiles(), file => MachinePath.Match(RepositoryRoot.Read(file)) is { Success: true } match ? match.Value : null);

    [Fact]
    public void SourceFiles_Encoding_IsUtf8WithoutByteOrderMark() =>
        AssertNone(AllTextFiles(), file => File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, file)) is [0xEF, 0xBB, 0xBF, ..] ? "starts with a byte order mark" : null);

    [Fact]
    public void SourceFiles_Namespaces_AreFileScoped() =>
        AssertNone(
            CSharpFiles().Where(file => !file.EndsWith("/Polyfills.cs", StringComparison.Ordinal)),
            file => Regex.Match(RepositoryRoot.Read(file), @"^namespace [\w.]+\s*\n\{", RegexOptions.Multiline) is { Success: true } match ? match.Value.Trim() : null);

    private static IEnumerable<string> CSharpFiles() => RepositoryRoot.Files(".", "*.cs");

    private static IEnumerable<string> AllTextFiles() => TextFiles.SelectMany(pattern => RepositoryRoot.Files(".", pattern));

    private static void AssertNone(IEnumerable<string> files, Func<string, string?> problem)
    {
        var checkedFiles = files.ToArray();
        Assert.NotEmpty(checkedFiles);
        var problems = checkedFiles.Select(file => (File: file, Problem: problem(file))).Where(f => f.Problem is not null).ToArray();
        Assert.True(problems.Length == 0, string.Join("\n", problems.Select(f => $"{f.File}: {f.Problem}")));
    }
}
