using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Emit;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Generator.FrontEnd;

/// <content>Calls of operations that the user wrote.</content>
internal sealed partial class Tracer
{
    private readonly Dictionary<IMethodSymbol, UserOp?> _operations = new(SymbolEqualityComparer.Default);

    private Value ApplyOperation(IMethodSymbol method, Value[] arguments, IOperation site)
    {
        if (FindOperation((method.PartialDefinitionPart ?? method).OriginalDefinition, site) is not { } operation)
            return PoisonValue.Instance;
        var operands = new List<Node>();
        var constants = new string[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var place = SiteOf(site, i);
            if (operation.Method.Parameters[i].Type.IsTensor())
            {
                if (ToNode(arguments[i], place) is not { } node)
                    return PoisonValue.Instance;
                operands.Add(node);
            }
            else if (arguments[i] is ConstantValue constant && Literal(constant.Value, operation.Method.Parameters[i].Type) is { } text)
            {
                constants[i] = text;
            }
            else
            {
                return Report(DiagnosticIds.NotConstant, place.Syntax, $"Argument '{operation.Method.Parameters[i].Name}'", "this is not");
            }
        }

        return Build(site.Syntax, operands, () => Apply(operation, operands, arguments, constants, site));
    }

    /// <summary>The operation that a method declares. What is wrong with one of this project is reported where it is declared.</summary>
    private UserOp? FindOperation(IMethodSymbol method, IOperation site)
    {
        if (!_operations.TryGetValue(method, out var known))
        {
            var found = new Issues();
            _operations.Add(method, known = new UserOpReader(method, models.Compilation, found).Read());
            if (known is null && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, models.Compilation.Assembly))
                issues.InvalidateElsewhere();
            else if (known is null)
                Report(DiagnosticIds.ForeignOp, site.Syntax, method.Name, method.ContainingAssembly.Name, string.Join(" ", found.Found.Select(issue => string.Join(" ", issue.Arguments))));
        }

        return known;
    }

    private Value Apply(UserOp operation, IReadOnlyList<Node> operands, Value[] arguments, string[] constants, IOperation site)
    {
        var values = operands.Select((operand, i) => Operand(operation, i, operand, site)).ToArray();
        if (ResultShape(operation, values, arguments, site) is not { } shape)
            return PoisonValue.Instance;
        string Print(BoundMethod? method) => method is null ? "" : CustomArguments.Print(method.Roles.Select(role => role.Kind switch
        {
            RoleKind.Operand => new CustomArgument(CustomArgumentKind.Operand, role.Index),
            RoleKind.Sizes => new CustomArgument(CustomArgumentKind.Literal, Text: CSharpLiterals.Integers(values[role.Index].Shape.Sizes)),
            RoleKind.Constant => new CustomArgument(CustomArgumentKind.Literal, Text: constants[role.Index]),
            RoleKind.ResultGradient => new CustomArgument(CustomArgumentKind.ResultGradient),
            RoleKind.OperandGradient => new CustomArgument(CustomArgumentKind.OperandGradient, role.Index),
            _ when method == operation.Forward => new CustomArgument(CustomArgumentKind.Part, 0, shape.ElementCount),
            _ => new CustomArgument(CustomArgumentKind.Result),
        }));
        var op = new CustomOp(operation.Name, operation.Forward.FullName, Print(operation.Forward), shape, operation.Gradient?.FullName ?? "", Print(operation.Gradient));
        var node = builder.Add(op, values);
        Remember(operation.Name, operands, [node]);
        return new TensorValue(node);
    }

    /// <summary>An operand as the methods take it: of the declared shape, and without a gradient where the operation gives none.</summary>
    /// <exception cref="DefinitionException">It does not fit.</exception>
    private Node Operand(UserOp operation, int index, Node operand, IOperation site)
    {
        var parameter = operation.Tensors[index];
        if (parameter.FindAttribute(KnownNames.Shape) is { } attribute
            && InputReader.ReadSizes(parameter.Name, attribute, ElementType.Float, issues) is { Shape: var expected } && expected != operand.Shape)
            throw new DefinitionException(DiagnosticIds.OpOperand, parameter.Name, operation.Name, expected, operand.Shape);
        if (operation.TakesIntegers(index))
        {
            return operand.Type.Element == ElementType.Integer && Indices.Source(operand) is not null
                ? operand
                : throw new DefinitionException(DiagnosticIds.OpOperand, parameter.Name, operation.Name, "an input with [Label] or [Indices]", TypeText.Describe(operand.Type));
        }

        var number = TensorOperators.Number(builder, operand);
        if (operation.HasGradient(index) || number.Op is StopGradient or Constant)
            return number;
        if (operation.Gradient is not null && IsTrained(number))
            issues.Report(DiagnosticIds.OpStopsGradient, SiteOf(site, parameter.Ordinal).Syntax.GetLocation(), operation.Name, parameter.Name, operation.Gradient.Method.Name);
        return builder.Add(new StopGradient(), number);
    }

    /// <summary>Whether a value depends on parameters by a path with a gradient.</summary>
    private bool IsTrained(Node node) =>
        GradientFlow.LeadsToAny(builder.Nodes, builder.Nodes.Select(n => n.Op).OfType<Parameter>().Select(parameter => parameter.Name))[node.Id];

    /// <summary>The shape that the operation declares or computes, or that of its first operand; null if there is none, which is reported.</summary>
    private Shape? ResultShape(UserOp operation, IReadOnlyList<Node> operands, Value[] arguments, IOperation site)
    {
        if (operation is { ShapeRule: null, IsShapeHidden: false })
            return operation.Result ?? operands[0].Shape;
        if (operation.ShapeRule is not { } rule || _depth >= MaximumDepth || FindBody(rule.Method) is not { } body)
        {
            Report(DiagnosticIds.OpShape, site.Syntax, operation.Name, $"'{operation.Name}{UserOpText.ShapeSuffix}' cannot be read at build, since its source is not in this project; declare the shape with [return: Shape(…)] there");
            return null;
        }

        var values = rule.Roles.Select(role => role.Kind == RoleKind.Sizes
            ? new ArrayValue([.. operands[role.Index].Shape.Sizes.Select(size => new ConstantValue(size))])
            : arguments[role.Index]).ToArray();
        var result = RunBody(rule.Method, body, null, values);
        var sizes = (result as ArrayValue)?.Items ?? [result];
        if (sizes.All(size => size is ConstantValue { Value: int and >= 1 }))
            return Shape.Of([.. sizes.Select(size => (int)((ConstantValue)size).Value!)]);
        if (result is not PoisonValue && !sizes.Contains(PoisonValue.Instance))
            Report(DiagnosticIds.OpShape, site.Syntax, operation.Name, $"'{rule.Method.Name}' gives [{string.Join(", ", sizes.Select(size => (size as ConstantValue)?.Value ?? "null"))}] for {string.Join(" and ", operands.Select(operand => operand.Shape))}, but sizes are whole numbers from 1");
        return null;
    }

    internal static string? Literal(object? value, ITypeSymbol type) => ConstantFolding.Convert(value, type) switch
    {
        float number => CSharpLiterals.Float(number),
        double number => CSharpLiterals.Double(number),
        int number => CSharpLiterals.Integer(number),
        bool flag => CSharpLiterals.Boolean(flag),
        _ => null,
    };
}
