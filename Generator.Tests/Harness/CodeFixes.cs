using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetGen.Tests.Harness;

/// <summary>The code fixes that users get.</summary>
internal static class CodeFixes
{
    public static IReadOnlyList<CodeFixProvider> All { get; } =
    [
        .. Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "NetGen.Analyzers.CodeFixes.dll")).GetTypes()
            .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
    ];

    public static IReadOnlySet<string> FixableIds { get; } = All.SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet(StringComparer.Ordinal);
}
