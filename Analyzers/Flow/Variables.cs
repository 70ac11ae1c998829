using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>What happens to the variables of a method, its lambdas and local functions included, anywhere in it.</summary>
internal sealed class Variables
{
    private readonly Dictionary<ISymbol, List<IOperation?>> _assigned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _untracked = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _captured = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, IOperation> _functions = [];

    public Variables(IEnumerable<IOperation> roots)
    {
        foreach (var root in roots)
            Visit(root, null);
    }

    /// <summary>Whether a variable changes only where the method says so: not through references, and not in a lambda that may run at any time.</summary>
    public bool IsTracked(ISymbol variable) => !_untracked.Contains(variable);

    /// <summary>Whether a lambda or local function uses the variable.</summary>
    public bool IsCaptured(ISymbol variable) => _captured.Contains(variable);

    /// <summary>Everything that is assigned to a variable; null stands for what is not an expression.</summary>
    public IReadOnlyList<IOperation?> AssignedTo(ISymbol variable) => _assigned.TryGetValue(variable, out var values) ? values : [];

    /// <summary>The only expression that a variable ever gets.</summary>
    public IOperation? OnlyValue(ISymbol variable) => IsTracked(variable) && AssignedTo(variable) is { Count: 1 } values ? values[0] : null;

    /// <summary>The lambdas and local functions of the method, by their syntax.</summary>
    public IReadOnlyDictionary<SyntaxNode, IOperation> Functions => _functions;

    private void Visit(IOperation operation, IOperation? function)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { Local: var local }:
                Use(local, function);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                Use(parameter, function);
                break;
            case IVariableDeclaratorOperation { Symbol: var local } declarator:
                if (local.RefKind != RefKind.None)
                    _untracked.Add(local);
                if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value is { } value)
                    Assign(local, value, function);
                else if (declarator.Parent is IForEachLoopOperation or ICatchClauseOperation)
                    Assign(local, null, function);
                break;
            case IForEachLoopOperation { LoopControlVariable: not IVariableDeclaratorOperation } loop:
                AssignTo(loop.LoopControlVariable, null, function);
                break;
            case ISimpleAssignmentOperation { IsRef: true, Target: var target }:
                Lose(target);
                break;
            case IAssignmentOperation assignment:
                AssignTo(assignment.Target, assignment is ISimpleAssignmentOperation ? assignment.Value : null, function);
                break;
            case IIncrementOrDecrementOperation { Target: var target }:
                AssignTo(target, null, function);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                AssignTo(argument.Value, null, function);
                break;
            case IAddressOfOperation { Reference: var reference }:
                Lose(reference);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                Assign(declared, null, function);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                Assign(declared, null, function);
                break;
            case IListPatternOperation { DeclaredSymbol: { } declared }:
                Assign(declared, null, function);
                break;
            case IVariableInitializerOperation { Value: var source, Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } }:
                Lose(source);
                break;
        }

        var inside = operation is IAnonymousFunctionOperation or ILocalFunctionOperation ? operation : function;
        if (inside == operation)
            _functions[operation.Syntax] = operation;
        foreach (var child in operation.ChildOperations)
            Visit(child, inside);
    }

    private void AssignTo(IOperation? target, IOperation? value, IOperation? function)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }:
                Assign(local, value, function);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                Assign(parameter, value, function);
                break;
            case IDeclarationExpressionOperation { Expression: var expression }:
                AssignTo(expression, null, function);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    AssignTo(element, null, function);
                break;
        }
    }

    private void Assign(ISymbol variable, IOperation? value, IOperation? function)
    {
        if (!_assigned.TryGetValue(variable, out var values))
            _assigned.Add(variable, values = []);
        values.Add(value);
        if (IsForeign(variable, function))
            _untracked.Add(variable);
    }

    private void Use(ISymbol variable, IOperation? function)
    {
        if (IsForeign(variable, function))
            _captured.Add(variable);
        if (variable is IParameterSymbol { RefKind: not RefKind.None } or ILocalSymbol { RefKind: not RefKind.None })
            _untracked.Add(variable);
    }

    /// <summary>Whether a variable belongs to a function around the one that uses it.</summary>
    private static bool IsForeign(ISymbol variable, IOperation? function) => function switch
    {
        IAnonymousFunctionOperation { Symbol: var lambda } => !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, lambda),
        ILocalFunctionOperation { Symbol: var local } => !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, local),
        _ => false,
    };

    private void Lose(IOperation operation)
    {
        if (operation is ILocalReferenceOperation { Local: var local })
            _untracked.Add(local);
        else if (operation is IParameterReferenceOperation { Parameter: var parameter })
            _untracked.Add(parameter);
    }
}
