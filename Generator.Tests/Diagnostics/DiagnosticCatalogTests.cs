using System.Reflection;
using NetGen.Generator.Diagnostics;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Diagnostics;

/// <summary>Each id has a descriptor, a release row, a page, and two examples on it: one that gives the diagnostic on the marked line, and
/// nothing else, and one that gives nothing.</summary>
public sealed class DiagnosticCatalogTests
{
    // What an example cannot show: the project's language version, a missing runtime, another assembly, how the project is published, a failure of the compiler. They have tests of their own.
    private static readonly string[] WithoutExample = ["NG0008", "NG0009", "NG0062", "NG0075", "NG4030", "NG9001"];

    public static TheoryData<string> Ids => [.. AllIds];

    public static TheoryData<string> IdsWithExample => [.. AllIds.Except(WithoutExample)];

    private static IEnumerable<string> AllIds =>
        typeof(DiagnosticIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(id => (string)id.GetRawConstantValue()!);

    [Fact]
    public void Ids_All_AreDistinctAndHaveOneDescriptorEach()
    {
        Assert.Equal(AllIds.Order(StringComparer.Ordinal), DiagnosticDescriptors.All.Select(descriptor => descriptor.Id));
        Assert.Equal(AllIds.Distinct().Count(), AllIds.Count());
    }

    [Fact]
    public void ReleaseNotes_List_EveryIdWithCategoryAndSeverity()
    {
        var rows = RepositoryRoot.Read("Generator/AnalyzerReleases.Shipped.md") + RepositoryRoot.Read("Generator/AnalyzerReleases.Unshipped.md");
        var listed = rows.Split('\n').Where(line => line.StartsWith("NG", StringComparison.Ordinal)).Select(line => line.Trim());
        Assert.Equal(
            DiagnosticDescriptors.All.Select(d => $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}"), listed.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Page_OfEachId_HasTheSections(string id)
    {
        var descriptor = DiagnosticDescriptors.Find(id);
        var page = DocumentationPage.Read(id);
        Assert.Equal($"{id}: {descriptor.Title}", page.Title);
        Assert.Equal(descriptor.DefaultSeverity.ToString(), page.Severity);
        Assert.Equal(["What", "Why", "Wrong", "Right", "How to silence"], page.Sections.Keys);
        Assert.All(page.Sections.Values, text => Assert.NotEmpty(text));
        Assert.Equal($"{DocumentationPage.Folder}/{id}.md", descriptor.HelpLinkUri);
    }

    [Fact]
    public void Pages_WithoutId_DoNotExist() =>
        Assert.Equal(AllIds.Append("README").Order(StringComparer.Ordinal), RepositoryRoot.Files(DocumentationPage.Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!));

    [Theory, MemberData(nameof(IdsWithExample))]
    public async Task WrongExample_OfEachId_GivesItAloneOnTheMarkedLine(string id)
    {
        var source = DocumentationPage.Read(id).Example("Wrong")!;
        var marked = source.Split('\n').Select((line, index) => (line, index)).Where(l => l.line.Contains($"// {id}")).Select(l => (id, l.index));
        var found = (await DefinitionDiagnostics.FindAsync(source)).Where(d => !(id == DiagnosticIds.UnqualifiedActivation && d.Id == "CS1503")).ToArray();
        Assert.Equal(marked, found.Select(d => (d.Id, d.Location.GetLineSpan().StartLinePosition.Line)));
        Assert.All(found, d => Assert.DoesNotContain("{0}", d.GetMessage(), StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(IdsWithExample))]
    public async Task RightExample_OfEachId_GivesNothing(string id) =>
        Assert.Empty(await DefinitionDiagnostics.FindAsync(DocumentationPage.Read(id).Example("Right")!));

    [Fact]
    public void Index_OfDiagnostics_IsUpToDate()
    {
        var path = Path.Combine(RepositoryRoot.Path, DocumentationPage.Folder, "README.md");
        var expected = DiagnosticIndex.Write();
        if (Environment.GetEnvironmentVariable("NETGEN_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
