using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>Which memory and which objects the expressions of one method may mean, whatever the order in which it runs.</summary>
internal sealed class Memory
{
    private readonly Variables _variables;
    private readonly NetGenSymbols _symbols;
    private readonly HashSet<SyntaxNode> _escaped = [];

    public Memory(IEnumerable<IOperation> roots, Variables variables, NetGenSymbols symbols)
    {
        (_variables, _symbols) = (variables, symbols);
        var escapes = new Escapes(symbols, variables);
        foreach (var reference in roots.SelectMany(r => r.DescendantsAndSelf()).OfType<ILocalReferenceOperation>())
        {
            if (reference.Type is { IsReferenceType: true } or { IsRefLikeType: true } or { TypeKind: TypeKind.Struct } && escapes.Escape(reference))
                _escaped.UnionWith(Of(reference).Created);
        }
    }

    /// <summary>Whether two may be the same.</summary>
    public bool MayAlias(Roots left, Roots right) =>
        left.Created.Overlaps(right.Created) || (left.IsExternal && IsReachable(right)) || (right.IsExternal && IsReachable(left));

    /// <summary>Whether code outside the method may have a reference to it.</summary>
    public bool IsReachable(Roots roots) => roots.IsExternal || roots.Created.Overlaps(_escaped);

    public Roots Of(Value value) => value.Kind switch
    {
        ValueKind.Variable => OfVariable(value.Symbol!, []),
        ValueKind.View => Of(value.Parts[0]),
        ValueKind.Constant => Roots.None,
        _ => Roots.External,
    };

    public Roots Of(IOperation operation) => Of(operation, []);

    /// <summary>The network that a trainer trains; null if that is not known.</summary>
    public IOperation? NetworkOf(IOperation trainer)
    {
        while (trainer is IConversionOperation conversion)
            trainer = conversion.Operand;
        if (trainer is ILocalReferenceOperation { Local: var local })
            trainer = _variables.OnlyValue(local) ?? trainer;
        else if (trainer is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: var member })
            trainer = ReadOnlyMembers.OnlyValue(member, _symbols.Compilation) ?? trainer;
        return trainer is IInvocationOperation { TargetMethod.Name: "CreateTrainer", Instance: { } network } && _symbols.IsNetwork(network.Type) ? network : null;
    }

    private Roots Of(IOperation operation, HashSet<ISymbol> visited) => operation switch
    {
        IConversionOperation conversion when ValueReader.IsView(conversion) => Of(conversion.Operand, visited),
        IParenthesizedOperation parenthesized => Of(parenthesized.Operand, visited),
        ILocalReferenceOperation { Local: var local } => OfVariable(local, visited),
        IObjectCreationOperation creation when _symbols.IsNetwork(creation.Type) => OfNetwork(creation, visited),
        // A span, memory or segment of an array is a view of it.
        IObjectCreationOperation { Type.IsValueType: true } view => view.Arguments.Aggregate(Roots.At(operation.Syntax), (roots, argument) => roots.With(Of(argument.Value, visited))),
        IArrayCreationOperation or IObjectCreationOperation or ICollectionExpressionOperation => Roots.At(operation.Syntax),
        IInvocationOperation invocation => OfCall(invocation, visited),
        IImplicitIndexerReferenceOperation indexer => indexer.Instance.Type is IArrayTypeSymbol ? Roots.At(operation.Syntax) : Of(indexer.Instance, visited),
        IPropertyReferenceOperation { Property.Name: "Span", Instance: { } instance } when Framework.IsBuffer(instance.Type) => Of(instance, visited),
        IConditionalOperation { WhenFalse: { } otherwise } conditional => Of(conditional.WhenTrue, visited).With(Of(otherwise, visited)),
        { ConstantValue.HasValue: true } or IDefaultValueOperation => Roots.None,
        _ => Roots.External,
    };

    /// <summary>A network may share parameters with those that it is made from: what trains one may change the other.</summary>
    private Roots OfNetwork(IObjectCreationOperation creation, HashSet<ISymbol> visited)
    {
        var result = Roots.At(creation.Syntax);
        foreach (var argument in creation.Arguments.Where(a => _symbols.IsNetwork(a.Value.Type)))
            result = result.With(Of(argument.Value, visited));
        return result;
    }

    private Roots OfVariable(ISymbol variable, HashSet<ISymbol> visited)
    {
        if (variable is not ILocalSymbol || !_variables.IsTracked(variable))
            return Roots.External;
        if (!visited.Add(variable))
            return Roots.None;
        var result = Roots.None;
        foreach (var value in _variables.AssignedTo(variable))
            result = result.With(value is null ? Roots.External : Of(value, visited));
        return result;
    }

    private Roots OfCall(IInvocationOperation call, HashSet<ISymbol> visited)
    {
        var method = call.TargetMethod;
        if (Framework.IsViewMethod(method))
            return Of(call.Instance ?? call.Arguments[0].Value, visited);
        var isNew = Framework.GivesNewObject(method)
            || (_symbols.IsNetwork(method.ContainingType) && (method.Name == "CreateTrainer" || (method.IsStatic && method.Name == "Load")));
        return isNew ? Roots.At(call.Syntax) : Roots.External;
    }
}
