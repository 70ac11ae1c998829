using Microsoft.CodeAnalysis;

namespace NetGen.Analyzers.Flow;

/// <summary>What is known of members of .NET and of plain properties.</summary>
internal static class Framework
{
    /// <summary>Whether a member comes with .NET: it cannot reach the user's memory unless it is given it.</summary>
    public static bool IsFramework(ISymbol symbol) => symbol.ContainingAssembly?.Name is { } name
        && (name is "mscorlib" or "netstandard" or "System" || name.StartsWith("System.", StringComparison.Ordinal));

    /// <summary>An array, a span or a memory.</summary>
    public static bool IsBuffer(ITypeSymbol? type) => type is IArrayTypeSymbol || IsSpan(type) || (IsSystem(type) && type!.Name is "Memory" or "ReadOnlyMemory");

    public static bool IsSpan(ITypeSymbol? type) => IsSystem(type) && type!.Name is "Span" or "ReadOnlySpan";

    /// <summary>Whether a method that gets a value of this type can write to memory through it.</summary>
    public static bool IsWritable(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol => true,
        null => false,
        _ => type.Name is "Span" or "Memory" or "Array" or "IList" or "ICollection" && type.ContainingNamespace?.Name is "System" or "Generic" or "Collections",
    };

    /// <summary>The type of the elements of a buffer; null for everything else.</summary>
    public static ITypeSymbol? ElementType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } named when IsBuffer(type) => named.TypeArguments[0],
        _ => null,
    };

    /// <summary>Whether reading a property does no more than reading a field.</summary>
    public static bool IsPlain(IPropertySymbol property)
    {
        if (IsFramework(property))
            return property.Name is "Length" or "Span" or "LongLength" && (IsBuffer(property.ContainingType) || property.ContainingType.Name == "Array");
        if (property.ContainingType is { Name: "DataColumn" or "DataSet", ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } })
            return property.Name is "Floats" or "Integers" or "this[]";
        return !property.IsIndexer && property.RefKind == RefKind.None && !property.IsAbstract && !property.IsVirtual && !property.IsOverride
            && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));
    }

    /// <summary>Whether a method only gives another view of memory.</summary>
    public static bool IsViewMethod(IMethodSymbol method) => IsFramework(method)
        && (method.Name is "AsSpan" or "AsMemory" && method.ContainingType.Name is "MemoryExtensions" or "CollectionsMarshal"
            || (method.Name == "Slice" && IsBuffer(method.ContainingType)));

    /// <summary>Whether a method gives an object that nothing else refers to.</summary>
    public static bool GivesNewObject(IMethodSymbol method) => IsFramework(method) && method.Name is "ToArray" or "AllocateUninitializedArray" or "AllocateArray";

    /// <summary>Whether a method of a span or an array writes to it.</summary>
    public static bool WritesItself(IMethodSymbol method, ITypeSymbol? type) =>
        IsSpan(type) ? method.Name is "Clear" or "Fill" : (type is IArrayTypeSymbol || type?.Name == "Array") && method.Name is "SetValue" or "Initialize";

    /// <summary>Whether what an indexer of a type sets is memory of its own: a list or dictionary has copied what it was made from.</summary>
    public static bool OwnsItsElements(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class } and not IArrayTypeSymbol;

    /// <summary>Whether other threads may have done something when a member returns, or code that is not known has run: what waits, enters a lock, or makes a value when it is asked for.</summary>
    public static bool LetsOthersRun(ISymbol member) => member.ContainingNamespace?.ToDisplayString() is { } space
        && (space.StartsWith("System.Threading", StringComparison.Ordinal)
            ? (member is IMethodSymbol || member.Name == "Result") && member.ContainingType.Name is not ("Interlocked" or "Volatile" or "CancellationToken" or "CancellationTokenSource")
            : space == "System" && member.Name == "Value" && member.ContainingType.Name == "Lazy");

    private static bool IsSystem(ITypeSymbol? type) => type?.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
