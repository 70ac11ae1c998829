using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>Reads the types of inputs and targets from <c>[Shape]</c>, <c>[Label]</c> and <c>[Indices]</c>.</summary>
internal static class InputReader
{
    /// <summary>The type that the attribute of a parameter declares; null if it has none or a wrong one, which is reported.</summary>
    /// <param name="isDeclared">Whether the parameter has one of the attributes.</param>
    public static TensorType? Read(IParameterSymbol parameter, Issues issues, out bool isDeclared)
    {
        var shape = parameter.FindAttribute(KnownNames.Shape);
        var label = parameter.FindIntegers();
        isDeclared = (shape ?? label) is not null;
        if (!isDeclared)
            return null;
        if (shape is not null && label is not null)
        {
            issues.Report(DiagnosticIds.InputShape, parameter.Locations[0], parameter.Name, $"has both [Shape] and [{label.AttributeClass.ShortName()}], but is either numbers or integers");
            return null;
        }

        return ReadSizes(parameter.Name, (shape ?? label)!, label is null ? ElementType.Float : ElementType.Integer, issues);
    }

    /// <summary>The type with the sizes that are the arguments of <paramref name="attribute"/>.</summary>
    public static TensorType? ReadSizes(string name, AttributeData attribute, ElementType element, Issues issues)
    {
        var sizes = Sizes(attribute.ConstructorArguments);
        if (sizes.Any(size => size is null) || attribute.AttributeConstructor is null)
        {
            // An argument that is no constant is C#'s to report.
            issues.Invalidate();
            return null;
        }

        if (sizes.FirstOrDefault(size => size < 1) is { } wrong)
        {
            issues.Report(DiagnosticIds.InputShape, attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None, name, $"has a size of {wrong}, but sizes are at least 1");
            return null;
        }

        var count = sizes.Aggregate(1L, (product, size) => Math.Min(product * size!.Value, int.MaxValue + 1L));
        if (count > int.MaxValue)
        {
            issues.Report(DiagnosticIds.InputShape, attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None, name, "has more than 2,147,483,647 elements a row");
            return null;
        }

        return TensorType.Sample(Shape.Of([.. sizes.Select(size => size!.Value)]), element);
    }

    private static IReadOnlyList<int?> Sizes(ImmutableArray<TypedConstant> arguments) =>
    [
        .. arguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull
            ? argument.Values.Select(value => value.Value as int?)
            : [argument.Kind == TypedConstantKind.Array ? null : argument.Value as int?]),
    ];
}
