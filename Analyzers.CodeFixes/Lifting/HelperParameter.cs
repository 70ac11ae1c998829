using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>Moves a call out of a helper: the helper gets a parameter for its value, and each caller passes the call. A parameter that served
/// the call alone goes.</summary>
internal sealed class HelperParameter
{
    private readonly DefinitionSource _source;
    private readonly SyntaxAnnotation _mark;
    private readonly MethodDeclarationSyntax _helper;
    private readonly IMethodSymbol _symbol;
    private readonly ExpressionSyntax[] _calls;
    private readonly int[] _dropped;

    private HelperParameter(DefinitionSource source, SyntaxAnnotation mark, MethodDeclarationSyntax helper, IMethodSymbol symbol)
    {
        (_source, _mark, _helper, _symbol) = (source, mark, helper, symbol);
        _calls = [.. helper.GetAnnotatedNodes(mark).OfType<ExpressionSyntax>()];
        _dropped = [.. Enumerable.Range(0, symbol.Parameters.Length).Where(ServesCallsAlone)];
    }

    /// <summary>The file with the marked calls around <paramref name="site"/> moved out of their helper, or null if that is not possible.</summary>
    public static DefinitionSource? Add(DefinitionSource source, SyntaxAnnotation mark, SyntaxNode site, string name)
    {
        if (site.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax helper
            || source.Model.GetDeclaredSymbol(helper, source.Cancellation) is not { } symbol)
            return null;
        var change = new HelperParameter(source, mark, helper, symbol);
        return change.Usages() is { Count: > 0 } usages && change.IsMovable() ? change.Apply(usages, LocalNames.For(name, helper)) : null;
    }

    /// <summary>All calls of the helper, or null if it is used in another way, in another file or by itself.</summary>
    private List<InvocationExpressionSyntax>? Usages()
    {
        var usages = new List<InvocationExpressionSyntax>();
        foreach (var tree in _source.Compilation.SyntaxTrees)
        {
            var names = tree.GetRoot(_source.Cancellation).DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == _symbol.Name);
            foreach (var name in names.Where(IsHelper))
            {
                var callee = name.Parent is MemberAccessExpressionSyntax { Name: var member } access && member == name ? access : (ExpressionSyntax)name;
                if (tree != _source.Tree || callee.Parent is not InvocationExpressionSyntax call || call.Expression != callee || !HasPlainArguments(call) || _helper.Span.Contains(call.Span))
                    return null;
                usages.Add(call);
            }
        }

        return usages;
    }

    private bool IsHelper(IdentifierNameSyntax name)
    {
        var model = name.SyntaxTree == _source.Tree ? _source.Model : _source.Compilation.GetSemanticModel(name.SyntaxTree);
        var info = model.GetSymbolInfo(name, _source.Cancellation);
        return info.CandidateSymbols.Append(info.Symbol).Any(symbol => SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, _symbol));
    }

    private bool HasPlainArguments(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Count == _symbol.Parameters.Length
        && call.ArgumentList.Arguments.All(argument => argument.NameColon is null && argument.RefKindKeyword.IsKind(SyntaxKind.None))
        && _symbol.Parameters.All(parameter => !parameter.IsParams)
        // What is passed and still used inside is written twice: that must be no work.
        && call.ArgumentList.Arguments.Where((_, i) => !_dropped.Contains(i) && IsUsed(i)).All(argument => IsSimple(argument.Expression));

    /// <summary>Whether a parameter is one of those that the call to be moved uses.</summary>
    private bool IsUsed(int parameter) => _calls.Length > 0 && References(_calls[0], parameter).Any();

    private bool ServesCallsAlone(int parameter) =>
        IsUsed(parameter) && References(_helper, parameter).All(reference => _calls.Any(call => call.Span.Contains(reference.Span)));

    private IEnumerable<IdentifierNameSyntax> References(SyntaxNode within, int parameter) =>
        within.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name =>
            name.Identifier.ValueText == _symbol.Parameters[parameter].Name
            && SymbolEqualityComparer.Default.Equals(_source.Model.GetSymbolInfo(name, _source.Cancellation).Symbol, _symbol.Parameters[parameter]));

    /// <summary>Whether the call means the same outside: it names parameters, members and types, but nothing that the helper declares.</summary>
    private bool IsMovable() => _calls.Length > 0 && _calls[0].DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name =>
        _source.Model.GetSymbolInfo(name, _source.Cancellation).Symbol switch
        {
            ILocalSymbol or IRangeVariableSymbol => false,
            IParameterSymbol parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _symbol),
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => false,
            _ => true,
        });

    private DefinitionSource Apply(List<InvocationExpressionSyntax> usages, string name)
    {
        var type = _source.Model.GetTypeInfo(_calls[0], _source.Cancellation).Type?.ToMinimalDisplayString(_source.Model, _calls[0].SpanStart) ?? "Tensor";
        var parameter = Parameter(Identifier(name)).WithType(ParseTypeName(type).WithTrailingTrivia(Space));
        var changed = usages.Cast<SyntaxNode>().Concat(_calls).Append(_helper.ParameterList);
        return _source.With(_source.Root.ReplaceNodes(changed, (original, rewritten) => (original, rewritten) switch
        {
            (_, ParameterListSyntax list) => list.WithParameters(Exchange(list.Parameters, parameter)),
            (InvocationExpressionSyntax call, InvocationExpressionSyntax inner) when usages.Contains(call) => Pass(inner),
            _ => IdentifierName(name).WithTriviaFrom(original),
        }));
    }

    private InvocationExpressionSyntax Pass(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        var names = _symbol.Parameters.SelectMany((_, i) => References(_calls[0], i).Select(reference => (reference, i))).ToDictionary(pair => (SyntaxNode)pair.reference, pair => pair.i);
        var value = _calls[0].ReplaceNodes(names.Keys, (reference, _) => Operand(arguments[names[reference]].Expression).WithTriviaFrom(reference));
        return call.WithArgumentList(call.ArgumentList.WithArguments(Exchange(arguments, Argument(value.WithoutTrivia()))));
    }

    /// <summary>A list without what is dropped and with <paramref name="added"/>: in place of the first that goes, or at the end.</summary>
    private SeparatedSyntaxList<T> Exchange<T>(SeparatedSyntaxList<T> list, T added) where T : SyntaxNode
    {
        if (_dropped.Length == 0)
            return list.Add(list.Count == 0 ? added : added.WithLeadingTrivia(Space));
        foreach (var index in _dropped.Skip(1).Reverse())
            list = list.RemoveAt(index);
        return list.Replace(list[_dropped[0]], added.WithTriviaFrom(list[_dropped[0]]));
    }

    private static ExpressionSyntax Operand(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or LiteralExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? expression.WithoutTrivia()
            : ParenthesizedExpression(expression.WithoutTrivia());

    private static bool IsSimple(ExpressionSyntax expression) => expression is IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax;
}
