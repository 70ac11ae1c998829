using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>
/// Reads layer attributes from their syntax rather than from bound attribute data: where both Activation and Ops are imported statically,
/// <c>Relu</c> in <c>[Dense(50, Relu)]</c> means the function to C# as long as the generated part does not exist, and an attribute that does
/// not bind has no data.
/// </summary>
internal sealed class LayerAttributeReader(INamedTypeSymbol network, SemanticModels models, Issues issues, CancellationToken cancellation)
{
    /// <summary>Names of activations for which the generated part declares constants.</summary>
    public SortedSet<string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>The layers among <paramref name="attributes"/>, in order.</summary>
    /// <param name="onClass">Whether they stand on the class, where constants of the generated part are not in scope.</param>
    /// <param name="isValid">False if something was wrong; C# reports it, or it has been reported.</param>
    public ImmutableArray<LayerStage> Read(IEnumerable<AttributeSyntax> attributes, bool onClass, out bool isValid)
    {
        isValid = true;
        var stages = ImmutableArray.CreateBuilder<LayerStage>();
        foreach (var attribute in attributes)
        {
            if (FindLayer(attribute) is not { } layer)
                continue;
            if (ReadArguments(attribute, layer.Parameters, layer.Properties, onClass) is { } arguments)
                stages.Add(new LayerStage(layer, new LayerArguments(arguments), attribute.GetLocation()));
            else
                isValid = false;
        }

        return stages.ToImmutable();
    }

    /// <summary>The settings of a loss at the end of a list: the parameters of its function that are no tensors, by name.</summary>
    public IReadOnlyDictionary<string, object>? ReadLossArguments(AttributeSyntax attribute, OpFunction function) =>
        ReadArguments(attribute, [.. function.Parameters.Where(p => p.Kind != ParameterKind.Tensor)], [], onClass: true);

    /// <summary>The class of an attribute, also if its arguments do not bind.</summary>
    public ITypeSymbol? ClassOf(AttributeSyntax attribute)
    {
        var model = models.Of(attribute);
        var info = model.GetSymbolInfo(attribute, cancellation);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.ContainingType ?? model.GetTypeInfo(attribute, cancellation).Type;
    }

    private Layer? FindLayer(AttributeSyntax attribute) => ClassOf(attribute).ShortName() is { } name ? OpRegistry.FindLayer(name) : null;

    private IReadOnlyDictionary<string, object>? ReadArguments(
        AttributeSyntax attribute, IReadOnlyList<FunctionParameter> positional, IReadOnlyList<FunctionParameter> properties, bool onClass)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var position = 0;
        foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
        {
            var name = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
            var parameter = name is null
                ? positional.ElementAtOrDefault(position++)
                : positional.Concat(properties).FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
            if (parameter is null)
                return Invalid();
            if (parameter.Kind == ParameterKind.Integers && name is null)
            {
                if (ReadIntegers(attribute, position - 1) is not { } integers)
                    return Invalid();
                values[parameter.Name] = integers;
                break;
            }

            if (ReadValue(argument.Expression, parameter, onClass) is not { } value)
                return Invalid();
            values[parameter.Name] = value;
        }

        foreach (var parameter in positional.Concat(properties).Where(p => !values.ContainsKey(p.Name)))
        {
            if (parameter.Default is null && parameter.Kind != ParameterKind.Integers)
                return Invalid();
            values[parameter.Name] = parameter.Kind == ParameterKind.Integers ? Array.Empty<int>() : DefaultValues.Parse(parameter);
        }

        return values;
    }

    private IReadOnlyDictionary<string, object>? Invalid()
    {
        issues.Invalidate();
        return null;
    }

    // Inherited members count: the constant would hide them, of which C# warns.
    private bool HasMember(string name)
    {
        for (var type = network; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(member => member.Locations.Any(l => l.SourceTree?.IsGenerated() != true)))
                return true;
        }

        return false;
    }

    private int[]? ReadIntegers(AttributeSyntax attribute, int first)
    {
        var written = attribute.ArgumentList!.Arguments.Skip(first).Where(a => a.NameEquals is null).Select(a => a.Expression);
        var values = written.SelectMany(Elements).Select(Constant).ToArray();
        return values.All(value => value is int) ? [.. values.Select(value => (int)value!)] : null;
    }

    // An array may be given as one, instead of its elements one by one.
    private static IEnumerable<ExpressionSyntax> Elements(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        _ => [expression],
    };

    private object? Constant(ExpressionSyntax expression) =>
        models.Of(expression).GetConstantValue(expression, cancellation) is { HasValue: true, Value: var value } ? value : null;

    private object? ReadValue(ExpressionSyntax expression, FunctionParameter parameter, bool onClass) => parameter.Kind switch
    {
        ParameterKind.Activation => ReadActivation(expression, onClass),
        ParameterKind.Choice => EnumMember(expression, parameter.ChoiceType),
        ParameterKind.Initializer => EnumMember(expression, "Init") is { } kind ? new InitializerSpec(kind) : null,
        ParameterKind.Integer => Constant(expression) is { } value and (int or short or byte or char) ? ConstantFolding.ToInteger32(value) : null,
        ParameterKind.Float => Constant(expression) is { } value and (int or float or long or short or byte) ? (float)ConstantFolding.ToDouble(value) : null,
        ParameterKind.Boolean => Constant(expression) as bool?,
        _ => null,
    };

    private string? ReadActivation(ExpressionSyntax expression, bool onClass)
    {
        if (expression is not IdentifierNameSyntax { Identifier.ValueText: var name } || !OpRegistry.IsActivation(name))
            return EnumMember(expression, KnownNames.Activation);
        var symbol = models.Of(expression).GetSymbolInfo(expression, cancellation).Symbol;
        if (symbol is IFieldSymbol { ContainingType: var owner } && !SymbolEqualityComparer.Default.Equals(owner, network))
            return EnumMember(expression, KnownNames.Activation);
        // A member of the user's own hides the constant that would make this bind.
        var hidden = HasMember(name);
        if (onClass || (hidden && symbol is not IFieldSymbol))
        {
            issues.Report(DiagnosticIds.UnqualifiedActivation, expression.GetLocation(), name);
            return null;
        }

        if (hidden)
            return EnumMember(expression, KnownNames.Activation);
        Aliases.Add(name);
        return name;
    }

    /// <summary>The member of one of NetGen's enums that an expression stands for.</summary>
    private string? EnumMember(ExpressionSyntax expression, string enumName)
    {
        var model = models.Of(expression);
        return model.GetTypeInfo(expression, cancellation).Type is { } type && type.IsNetGen(enumName) && Constant(expression) is { } value
            ? Tracer.EnumMember(type, value)
            : null;
    }
}
