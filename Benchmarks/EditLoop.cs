using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;

namespace NetGen.Benchmarks;

/// <summary>An editor with a network of twenty layers open: the generator's driver and two kinds of keystroke.</summary>
internal sealed class EditLoop
{
    private const int Layers = 20;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private readonly SyntaxTree _other = Parse("class Other { }");
    private CSharpCompilation _compilation;
    private SyntaxTree _network;
    private GeneratorDriver _driver;
    private int _edits;

    public EditLoop()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        _network = Parse(Source(32));
        _compilation = CSharpCompilation.Create(
            "Edited",
            [_network, _other],
            trusted.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ParseOptions).RunGenerators(_compilation);
        if (_driver.GetRunResult().GeneratedTrees is [])
            throw new InvalidOperationException("The generator wrote nothing for the benchmark's network.");
    }

    /// <summary>Changes a layer's width: the network is parsed and compiled again.</summary>
    public void EditNetwork()
    {
        var edited = Parse(Source(32 + (++_edits % 2)));
        _compilation = _compilation.ReplaceSyntaxTree(_network, edited);
        _network = edited;
        _driver = _driver.RunGenerators(_compilation);
    }

    /// <summary>Changes another file: nothing is compiled.</summary>
    public void EditOther()
    {
        var edited = _compilation.AddSyntaxTrees(Parse($"class Other{++_edits} {{ }}"));
        _driver = _driver.RunGenerators(edited);
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, ParseOptions);

    private static string Source(int firstWidth)
    {
        var layers = string.Join(", ", Enumerable.Range(0, Layers - 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"Dense({(i == 0 ? firstWidth : 24 + i)}, Activation.Gelu)")));
        return $"using NetGen; [Network, Input(64), {layers}, Dense(10), CrossEntropy] public partial class TwentyLayers;";
    }
}
