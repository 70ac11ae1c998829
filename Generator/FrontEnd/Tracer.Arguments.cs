using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <content>Arguments of functions, by the kinds of their parameters; fields and properties.</content>
internal sealed partial class Tracer
{
    /// <summary>The argument as the function takes it, or null if it is not of its kind, which is reported.</summary>
    private object? ToArgument(FunctionParameter parameter, Value value, IMethodSymbol method, int index, IOperation site) => parameter.Kind switch
    {
        ParameterKind.Tensor => ToNode(value, SiteOf(site, index)),
        ParameterKind.Tensors => ToNodes(value, SiteOf(site, index)),
        ParameterKind.Integers => ToIntegers(parameter, value, SiteOf(site, index)),
        _ when value is not ConstantValue => NotConstant(parameter, SiteOf(site, index)),
        ParameterKind.Float => (float)ConstantFolding.ToDouble(((ConstantValue)value).Value ?? 0f),
        ParameterKind.Integer => (int)ConstantFolding.ToDouble(((ConstantValue)value).Value ?? 0),
        ParameterKind.Boolean => ((ConstantValue)value).Value is true,
        ParameterKind.Activation => EnumMember(method.Parameters[index].Type, ((ConstantValue)value).Value) ?? NotConstant(parameter, SiteOf(site, index)),
        _ => NotConstant(parameter, SiteOf(site, index)),
    };

    private object? NotConstant(FunctionParameter parameter, IOperation site)
    {
        Report(DiagnosticIds.NotConstant, site.Syntax, $"Argument '{parameter.Name}'", "this is not");
        return null;
    }

    /// <summary>The argument at a position, so that a message points at it and not at the whole call.</summary>
    private static IOperation SiteOf(IOperation site, int index) =>
        site is IInvocationOperation call
            ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == index && !argument.IsImplicit)?.Value ?? site
            : site;

    private IReadOnlyList<Node>? ToNodes(Value value, IOperation site)
    {
        if (value is not ArrayValue array)
        {
            Unsupported(site.Syntax, "this as a list of tensors", "give tensors one by one, or an array of them");
            return null;
        }

        var nodes = new List<Node>();
        foreach (var item in array.Items)
        {
            if (ToNode(item, site) is not { } node)
                return null;
            nodes.Add(node);
        }

        return nodes;
    }

    private IReadOnlyList<int>? ToIntegers(FunctionParameter parameter, Value value, IOperation site)
    {
        if (value is ArrayValue array && array.Items.All(item => item is ConstantValue { Value: int }))
            return [.. array.Items.Select(item => (int)((ConstantValue)item).Value!)];
        if (value is not ArrayValue { Items: var items } || !items.Contains(PoisonValue.Instance))
            NotConstant(parameter, site);
        return null;
    }

    /// <summary>The name of the member of an enum with this value.</summary>
    internal static string? EnumMember(ITypeSymbol type, object? value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value))?.Name;

    private Value EvaluateField(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.ContainingType.IsTupleType && reference.Instance is { } instance)
            return EvaluateTupleItem(Evaluate(instance), field, reference);
        if (field is { IsStatic: true, IsReadOnly: true } && FindInitializer(field) is { } initializer)
            return Evaluate(initializer);
        return Report(
            DiagnosticIds.NotConstant, reference.Syntax, $"Field '{field.Name}'",
            field.IsReadOnly && field.IsStatic ? "it has no initializer in this project" : "it can change at run time; make it 'const' or 'static readonly'");
    }

    private Value EvaluateTupleItem(Value tuple, IFieldSymbol field, IOperation site)
    {
        var name = (field.CorrespondingTupleField ?? field).Name;
        return tuple switch
        {
            TupleValue { Items: var items } when name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) && number <= items.Length
                => items[number - 1],
            PoisonValue => tuple,
            _ => RefuseExpression(site),
        };
    }

    private IOperation? FindInitializer(IFieldSymbol field)
    {
        var syntax = field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        return syntax is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: { } value }
            ? models.OperationOf(syntax, cancellation) switch
            {
                IVariableDeclaratorOperation declarator => declarator.Initializer?.Value,
                _ => (models.OperationOf(value.Parent!, cancellation) as ISymbolInitializerOperation)?.Value,
            }
            : null;
    }

    private Value EvaluateProperty(IPropertyReferenceOperation reference)
    {
        if (reference.Arguments.Length > 0)
            return EvaluateElement(reference);
        var instance = reference.Instance is null or IInstanceReferenceOperation ? null : Evaluate(reference.Instance);
        switch (instance)
        {
            case PoisonValue:
                return instance;
            case ArrayValue array when reference.Property.Name is "Length" or "Count":
                return new ConstantValue(array.Items.Length);
            case ConstantValue { Value: string text } when reference.Property.Name == "Length":
                return new ConstantValue(text.Length);
            case null when reference.Property.GetMethod is { } getter && FindBody(getter) is { } body:
                return Inline(getter, body, null, [], reference);
            default:
                return Report(DiagnosticIds.NotConstant, reference.Syntax, $"Property '{reference.Property.Name}'", "it is only known at run time");
        }
    }
}
