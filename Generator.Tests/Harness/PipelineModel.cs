using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NetGen.Tests.Harness;

/// <summary>Walks everything reachable from a value of the incremental pipeline and fails on what would keep a compilation alive
/// or make two equal models unequal.</summary>
internal static class PipelineModel
{
    private static readonly Type[] Forbidden =
    [
        typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location),
        typeof(IOperation), typeof(SemanticModel), typeof(Diagnostic),
    ];

    public static void AssertHoldsNoCompilerState(object? model, string step)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object Value, string Path)>();
        Push(pending, model, step);
        while (pending.TryPop(out var entry))
        {
            var (value, path) = entry;
            var type = value.GetType();
            var forbidden = Forbidden.FirstOrDefault(f => f.IsAssignableFrom(type));
            if (forbidden is not null)
                Assert.Fail($"The pipeline holds a {forbidden.Name} ({type}) at {path}.");
            if (type.IsPrimitive || type.IsEnum || value is string or MemberInfo or Assembly or Pointer || (!type.IsValueType && !seen.Add(value)))
                continue;
            if (value is Array array && type.GetElementType() is { IsPrimitive: false, IsPointer: false })
            {
                foreach (var item in array)
                    Push(pending, item, $"{path}[]");
            }

            for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
            {
                foreach (var field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPointer && !field.FieldType.IsByRef && !field.FieldType.IsPrimitive)
                        Push(pending, field.GetValue(value), $"{path}.{field.Name}");
                }
            }
        }
    }

    private static void Push(Stack<(object, string)> pending, object? value, string path)
    {
        if (value is not null)
            pending.Push((value, path));
    }
}
