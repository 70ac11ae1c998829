using System.Reflection;
using System.Runtime.ExceptionServices;
using NetGen.Generator;

namespace NetGen.Tests.Harness;

/// <summary>Networks and code that uses them, compiled together in memory: for what users write with several networks at once.</summary>
internal sealed class CompiledScript
{
    private readonly Assembly _assembly;

    /// <param name="source">Networks, and a class <c>Script</c> with public static methods.</param>
    /// <param name="references">Images of assemblies that it refers to beside the usual ones.</param>
    public CompiledScript(string source, params byte[][] references)
        : this(source, references, references)
    {
    }

    /// <param name="source">As before.</param>
    /// <param name="reference">The image of an assembly that it is compiled with.</param>
    /// <param name="loaded">The image of that assembly that it runs with.</param>
    public CompiledScript(string source, byte[] reference, byte[] loaded)
        : this(source, [reference], [loaded])
    {
    }

    private CompiledScript(string source, byte[][] references, byte[][] loaded)
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Script.cs", source)], ["NETGEN_COUNTERS"])
            .AddReferences(references.Select(image => Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image)));
        var run = GeneratorRun.Start(new NetworkGenerator(), compilation);
        var problems = AnalyzerRunner.DiagnoseAsync(run.Output, AnalyzerRunner.All).GetAwaiter().GetResult();
        Assert.DoesNotContain(problems, problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        _assembly = LoadedAssembly.Load(run.Output, loaded);
    }

    /// <summary>What a method of <c>Script</c> returns; what it throws is thrown.</summary>
    public T Run<T>(string method, params object[] arguments)
    {
        try
        {
            return (T)_assembly.GetType("Script")!.GetMethod(method)!.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
