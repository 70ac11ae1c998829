using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers.Flow;

/// <summary>Which methods of the project change nothing that their caller can see: found from their source, a few calls deep.</summary>
internal sealed class HarmlessMethods
{
    private const int MostDepth = 4;

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly NetGenSymbols _symbols;
    private readonly int _depth;

    public HarmlessMethods(NetGenSymbols symbols) => _symbols = symbols;

    private HarmlessMethods(HarmlessMethods caller) =>
        (_symbols, _known, _depth) = (caller._symbols, caller._known, caller._depth + 1);

    public bool IsHarmless(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (_known.TryGetValue(method, out var known))
            return known;
        var result = _depth < MostDepth && Look(method);
        // What was given up for its depth may be found harmless from nearer by.
        if (result || _depth == 0)
            _known.TryAdd(method, result);
        return result;
    }

    /// <summary>Whether a lambda changes nothing but variables.</summary>
    public bool IsHarmless(IAnonymousFunctionOperation? lambda) => lambda is not null && _depth < MostDepth && IsHarmlessBody(lambda.Body);

    private bool Look(IMethodSymbol method)
    {
        if (method.IsAbstract || method.IsExtern || method.IsAsync || (method.IsVirtual || method.IsOverride) && !(method.IsSealed || method.ContainingType.IsSealed))
            return false;
        if (method.MethodKind == MethodKind.Constructor)
            return IsPlainConstructor(method);
        if (method.DeclaringSyntaxReferences.Length != 1)
            return false;
        var operation = new SemanticModels(_symbols.Compilation).OperationOf(method.DeclaringSyntaxReferences[0].GetSyntax(), CancellationToken.None);
        return operation is IMethodBodyOperation or IBlockOperation or ILocalFunctionOperation && IsHarmlessBody(operation);
    }

    /// <summary>Whether a constructor has no body, and its class nothing that runs beside it: such as that of a record that only has parameters.</summary>
    private static bool IsPlainConstructor(IMethodSymbol constructor) =>
        constructor.ContainingType is { BaseType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } type
        && constructor.DeclaringSyntaxReferences.All(r => r.GetSyntax() is TypeDeclarationSyntax)
        && type.DeclaringSyntaxReferences.All(r => !r.GetSyntax().DescendantNodes(n => n is not (MethodDeclarationSyntax or ParameterListSyntax)).OfType<EqualsValueClauseSyntax>().Any());

    private bool IsHarmlessBody(IOperation body)
    {
        var variables = new Variables([body]);
        var memory = new Memory([body], variables, _symbols);
        var reader = new ValueReader(variables);
        var effects = new Effects(_symbols, new HarmlessMethods(this));
        return body.DescendantsAndSelf().All(o => !effects.Ends(o, Claim.Everything, memory, reader));
    }
}
