using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Analyzers.CodeFixes.Lifting;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>The ways in which a choice that computes all branches could be written as one that computes those that are chosen: guesses by the form of the code, the most telling first.</summary>
internal sealed class ChoiceRewriter(DefinitionSource source, ExpressionSyntax place)
{
    private readonly GateReader _gates = new(source.Model);

    private string LineStart => SourceLayout.LineEnd(place).ToString() + SourceLayout.Indentation(place.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode)place);

    /// <summary>The file, rewritten.</summary>
    public IEnumerable<SyntaxNode> Candidates()
    {
        var choices = place is InvocationExpressionSyntax call ? Choices(call) : [];
        foreach (var choice in choices.Concat(Sums()))
            yield return UnusedLocals.Remove(source.Root, place, ChoiceSyntax.InPlaceOf(place, choice), null);
        foreach (var candidate in new FamilyLoop(source, _gates, place).Candidates())
            yield return candidate;
    }

    private IEnumerable<ExpressionSyntax> Choices(InvocationExpressionSyntax call)
    {
        var arguments = GateReader.Arguments(call);
        switch (_gates.FunctionName(call))
        {
            case "Where" when arguments.Count == 3:
                return [ChoiceSyntax.Conditional(arguments[0], Inlined(arguments[1]), Inlined(arguments[2]))];
            case "Gather" when _gates.Joined(arguments[0]) is { } parts:
                return [Switch(arguments[1], parts, isComplete: true)];
            case "Sum" when arguments.Count > 0 && _gates.Resolve(arguments[0]) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product:
                return OfVectors(product.Left, product.Right).Concat(OfVectors(product.Right, product.Left));
            default:
                return [];
        }
    }

    private IEnumerable<ExpressionSyntax> OfVectors(ExpressionSyntax gate, ExpressionSyntax values) =>
        _gates.OneHot(gate) is { } position && _gates.Joined(values) is { } parts ? [Switch(position, parts, isComplete: true)] : [];

    /// <summary>A sum whose terms are multiplied by gates.</summary>
    private IEnumerable<ExpressionSyntax> Sums()
    {
        var terms = Terms(place).Select(term => (Syntax: term, Gated: _gates.Term(Inlined(term)))).ToArray();
        var gated = terms.Select(term => term.Gated).OfType<GatedValue>().ToArray();
        if (gated.Length == 0)
            return [];
        var rest = terms.Where(term => term.Gated is null).Select(term => term.Syntax).ToArray();
        return Together(gated).Select(choice => rest.Append(choice).Aggregate(ChoiceSyntax.Plus))
            .Append(terms.Select(term => term.Gated is { } value ? ChoiceSyntax.Where(value) : term.Syntax).Aggregate(ChoiceSyntax.Plus));
    }

    /// <summary>The terms as one choice.</summary>
    private IEnumerable<ExpressionSyntax> Together(GatedValue[] terms)
    {
        if (terms.Length == 2 && terms[0].Gate.IsOppositeOf(terms[1].Gate))
        {
            var (first, second) = terms[0].Gate.IsNegated ? (terms[1], terms[0]) : (terms[0], terms[1]);
            yield return ChoiceSyntax.Conditional(first.Gate.Test, Inlined(first.Value), Inlined(second.Value));
        }

        if (terms.Length < 2 || terms[0].Gate.Position is not { } position || terms.Any(t => t.Gate.Position is not { } other || !SyntaxFactory.AreEquivalent(other, position)))
            yield break;
        var ordered = terms.OrderBy(t => NumberOf(t.Gate.Index!)).ToArray();
        if (ordered.Where((t, i) => NumberOf(t.Gate.Index!) != i).Any())
            yield break;
        ExpressionSyntax[] branches = [.. ordered.Select(t => Inlined(t.Value))];
        yield return Switch(position, branches, isComplete: true);
        yield return Switch(position, branches, isComplete: false);
    }

    private ExpressionSyntax Switch(ExpressionSyntax position, IReadOnlyList<ExpressionSyntax> branches, bool isComplete) =>
        ChoiceSyntax.Switch(position, [.. branches.Select(Inlined)], isComplete, LineStart);

    private int? NumberOf(ExpressionSyntax index) => source.Model.GetConstantValue(index) is { HasValue: true, Value: int number } ? number : null;

    /// <summary>The value of a local that nothing else uses, or the expression itself.</summary>
    private ExpressionSyntax Inlined(ExpressionSyntax value) =>
        value is IdentifierNameSyntax name && name.SyntaxTree == source.Tree && UnusedLocals.CountUses(Statements.Member(place), name.Identifier.ValueText) == 1 ? _gates.ResolveOnce(name) : value;

    private static IEnumerable<ExpressionSyntax> Terms(ExpressionSyntax sum) => GateReader.Inner(sum) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } both
        ? Terms(both.Left).Concat(Terms(both.Right))
        : [sum];
}
