using Microsoft.CodeAnalysis;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.Flow;

/// <summary>The types of the runtime that say what a call is, resolved once a compilation.</summary>
internal sealed class NetGenSymbols
{
    /// <summary>Networks of networks are not followed further.</summary>
    private const int MostDepth = 8;

    private readonly INamedTypeSymbol _network;
    private readonly INamedTypeSymbol _trainer;
    private readonly INamedTypeSymbol? _sameOutputs;
    private readonly INamedTypeSymbol? _rowWidth;

    private NetGenSymbols(Compilation compilation, INamedTypeSymbol network, INamedTypeSymbol trainer)
    {
        (Compilation, _network, _trainer) = (compilation, network, trainer);
        _sameOutputs = compilation.GetTypeByMetadataName("NetGen.Kernels.SameOutputsAsPredictAttribute");
        _rowWidth = compilation.GetTypeByMetadataName("NetGen.Kernels.RowWidthAttribute");
        Runtime = network.ContainingAssembly;
    }

    public Compilation Compilation { get; }

    /// <summary>The assembly of the runtime.</summary>
    public IAssemblySymbol Runtime { get; }

    /// <summary>Null in a compilation that does not use NetGen.</summary>
    public static NetGenSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("NetGen.INetwork") is { } network && compilation.GetTypeByMetadataName("NetGen.Trainer") is { } trainer
            ? new NetGenSymbols(compilation, network, trainer)
            : null;

    public bool IsNetwork(ITypeSymbol? type) =>
        type is not null && (SymbolEqualityComparer.Default.Equals(type, _network) || type.AllInterfaces.Contains(_network, SymbolEqualityComparer.Default));

    public bool IsTrainer(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, _trainer))
                return true;
        }

        return false;
    }

    /// <summary>Whether a network may have parameters of another one: by a clone that shares some, or a part of such a network. Copies are its own.</summary>
    private static bool SharesParameters(ITypeSymbol network, int depth = 0) =>
        network.GetMembers().SelectMany(m => m.GetAttributes()).Any(a =>
            a.AttributeClass is { Name: "UseAttribute" or "CloneAttribute" } reuse
            && (depth > MostDepth || SharesAny(a) || (reuse.TypeArguments.FirstOrDefault() is { } part && !SymbolEqualityComparer.Default.Equals(part, network) && SharesParameters(part, depth + 1))));

    private static bool SharesAny(AttributeData clone) =>
        clone.NamedArguments.Any(a => a.Key == "Shared" || (a.Key == "Parameters" && a.Value.Value is int mode && mode == (int)ParameterMode.Shared));

    public bool IsRuntime(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Runtime);

    /// <summary>The values in a row of what a generated method is given; null for other parameters.</summary>
    public int? WidthOf(IParameterSymbol parameter) => parameter.GetAttributes().FirstOrDefault(a => _rowWidth is not null && SymbolEqualityComparer.Default.Equals(a.AttributeClass, _rowWidth))
        is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is int width and > 0
        ? width
        : null;

    /// <summary>Whether a method that trains gives the very outputs of <c>Predict</c>.</summary>
    public bool GivesOutputsOfPredict(IMethodSymbol method) =>
        _sameOutputs is not null && method.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, _sameOutputs));

    /// <summary>Whether a change of a network of one class cannot change one of the other.</summary>
    public bool AreApart(ITypeSymbol? left, ITypeSymbol? right) =>
        left is { TypeKind: TypeKind.Class } && right is { TypeKind: TypeKind.Class } && !SymbolEqualityComparer.Default.Equals(left, right)
        && !SharesParameters(left) && !SharesParameters(right);

    /// <summary>The class of the network that a generated trainer trains; null for the base class.</summary>
    public INamedTypeSymbol? NetworkOfTrainer(ITypeSymbol? trainer) => trainer?.ContainingType is { } outer && IsNetwork(outer) ? outer : null;
}
