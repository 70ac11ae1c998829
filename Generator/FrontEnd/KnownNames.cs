using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>Names of Runtime's types that definitions use.</summary>
internal static class KnownNames
{
    public const string Namespace = "NetGen";
    public const string NetworkAttribute = "NetGen.NetworkAttribute";
    public const string Tensor = "NetGen.Tensor";
    public const string Ops = "Ops";
    public const string Activation = "Activation";
    public const string Network = "NetworkAttribute";
    public const string Forward = "ForwardAttribute";
    public const string Loss = "LossAttribute";
    public const string Metric = "MetricAttribute";
    public const string Shape = "ShapeAttribute";
    public const string Label = "LabelAttribute";
    public const string Indices = "IndicesAttribute";
    public const string Input = "InputAttribute";
    public const string Op = "OpAttribute";
    public const string OpShapeRule = "OpShapeRuleAttribute";
    public const string OpMetadataName = "NetGen.OpAttribute";

    /// <summary>The base of the attributes that are layers.</summary>
    public const string Layer = "LayerAttribute";

    /// <summary>The base of the attributes that make a layer of another network.</summary>
    public const string Reuse = "ReuseAttribute";
    public const string Clone = "CloneAttribute";
    public const string CompiledNetwork = "CompiledNetworkAttribute";
    public const string Frozen = "FrozenAttribute";
    public const string Capacity = "CapacityAttribute";

    /// <summary>The property of <c>[Network]</c> that says what becomes of parameters without influence on the loss.</summary>
    public const string UnreachedParameters = "UnreachedParameters";

    public const string AttributeSuffix = "Attribute";

    /// <summary>Whether <paramref name="type"/> is the type <paramref name="name"/> directly in NetGen.</summary>
    public static bool IsNetGen(this ITypeSymbol? type, string name) => type?.Name == name && type.IsInNetGen();

    public static bool IsInNetGen(this ITypeSymbol type) =>
        type.ContainingType is null && type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };

    public static bool IsTensor(this ITypeSymbol? type) => type.IsNetGen("Tensor");

    public static AttributeData? FindAttribute(this ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.IsNetGen(name));

    /// <summary>The attribute that makes a parameter integers: <c>[Label]</c> or <c>[Indices]</c>.</summary>
    public static AttributeData? FindIntegers(this ISymbol symbol) => symbol.FindAttribute(Label) ?? symbol.FindAttribute(Indices);

    /// <summary>The name that users write for an attribute class of NetGen: <c>Dense</c>; null for other attributes.</summary>
    public static string? ShortName(this ITypeSymbol? attributeClass) =>
        attributeClass is not null && attributeClass.IsInNetGen() && attributeClass.Name.EndsWith(AttributeSuffix, StringComparison.Ordinal)
            ? attributeClass.Name.Substring(0, attributeClass.Name.Length - AttributeSuffix.Length)
            : null;
}
