namespace NetGen.Tests.Harness;

/// <summary>Source files of a test; <c>Add("class C;")</c> names them /0/Test0.cs, /0/Test1.cs, … as the Roslyn testing packages do.</summary>
internal sealed class SourceFileList : List<(string FileName, string Content)>
{
    public void Add(string content) => Add(($"/0/Test{Count}.cs", content));
}

/// <summary>Files that the generator must write, by hint name.</summary>
internal sealed class GeneratedSourceList : List<(string HintName, string Content)>
{
    /// <summary>The overload of the testing package, which names the generator's type.</summary>
    public void Add((Type Generator, string HintName, string Content) file) => Add((file.HintName, file.Content));
}

/// <summary>What a test starts from and what it expects.</summary>
internal sealed class TestState
{
    /// <summary>The user's files, with markup.</summary>
    public SourceFileList Sources { get; } = [];

    /// <summary>If not empty: all files that must be generated, exactly.</summary>
    public GeneratedSourceList GeneratedSources { get; } = [];

    /// <summary>Diagnostics beside those of the markup.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    /// <summary>Preprocessor symbols of the user's project.</summary>
    public List<string> PreprocessorSymbols { get; } = [];
}
