using Microsoft.CodeAnalysis;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Operations in networks of other assemblies: what they call must be callable from here.</summary>
internal static class ForeignOperations
{
    private const string Global = "global::";

    /// <summary>A method of an operation of <paramref name="graph"/> that code of <paramref name="compilation"/> cannot call; null if there is none.</summary>
    public static string? FindHidden(Graph graph, Compilation compilation) => Methods(graph).Distinct()
        .Where(method => !CanCall(method, compilation)).Select(method => method.Substring(Global.Length)).FirstOrDefault();

    private static IEnumerable<string> Methods(Graph graph) => graph.Nodes.SelectMany(node => node.Op switch
    {
        CustomOp { Gradient.Length: > 0 } op => [op.Method, op.Gradient],
        CustomOp op => [op.Method],
        Scan scan => Methods(scan.Body),
        _ => Array.Empty<string>(),
    });

    private static bool CanCall(string method, Compilation compilation)
    {
        var dot = method.LastIndexOf('.');
        return FindType(method.Substring(Global.Length, dot - Global.Length).Replace("@", ""), compilation) is { } type
            && type.GetMembers(method.Substring(dot + 1).TrimStart('@')).Any(member => member is IMethodSymbol { ReturnsVoid: true } && compilation.IsSymbolAccessibleWithin(member, compilation.Assembly));
    }

    /// <summary>A type by its name in C#, which does not say where namespaces end and types begin.</summary>
    private static INamedTypeSymbol? FindType(string name, Compilation compilation)
    {
        for (; ; )
        {
            if (compilation.GetTypeByMetadataName(name) is { } type)
                return type;
            var dot = name.LastIndexOf('.');
            if (dot < 0)
                return null;
            name = name.Substring(0, dot) + "+" + name.Substring(dot + 1);
        }
    }
}
