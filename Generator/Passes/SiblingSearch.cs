using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Finds the products of one value with several weights, and what adds biases or other such products to them, one to each.</summary>
/// <param name="nodes">The nodes of the body of a scan.</param>
/// <param name="parameter">The parameter that a node stands for; null of any other.</param>
internal sealed class SiblingSearch(IReadOnlyList<Node> nodes, Func<Node, Parameter?> parameter)
{
    private readonly ILookup<Node, Node> _sums = nodes.Where(n => n.Op is Add).SelectMany(n => n.Inputs.Distinct().Select(i => (Term: i, Sum: n))).ToLookup(s => s.Term, s => s.Sum);
    private readonly List<Siblings> _found = [];
    private readonly Dictionary<Node, SiblingPart> _places = [];

    /// <param name="accepts">Which products are to be one.</param>
    /// <returns>Siblings behind those that they are made of.</returns>
    public IReadOnlyList<Siblings> Run(Func<SiblingProducts, bool> accepts)
    {
        // Weights that stay have no gradient, and those that are trained have one together.
        var families = nodes.Where(IsProduct).GroupBy(n => (n.Inputs[0], parameter(n.Inputs[1])!.Kind)).Where(g => g.Count() > 1);
        foreach (var family in families.OrderBy(f => f.Count()))
        {
            Node[] products = [.. family.OrderBy(PlaceOfPartner).ThenBy(p => p.Id)];
            var siblings = new SiblingProducts(products, [.. products.Select(p => parameter(p.Inputs[1])!)]);
            if (accepts(siblings))
                Take(siblings);
        }

        for (var i = 0; i < _found.Count; i++)
        {
            if (SumsOf(_found[i]) is { } sums)
                Take(sums);
        }

        return _found;
    }

    /// <summary>The place among its siblings of a product to which <paramref name="product"/> is added: its own siblings had best lie in the same order.</summary>
    private int PlaceOfPartner(Node product)
    {
        var sums = Sums(product);
        return _places.Where(p => Sums(p.Key).Overlaps(sums)).Select(p => p.Value.First).DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <summary>The sums that a value is a term of.</summary>
    private HashSet<Node> Sums(Node value)
    {
        var sums = new HashSet<Node>();
        var pending = new Stack<Node>([value]);
        while (pending.Count > 0)
        {
            foreach (var sum in SumsOf(pending.Pop()).Where(sums.Add))
                pending.Push(sum);
        }

        return sums;
    }

    private bool IsProduct(Node node) => node is { Op: MatMul { TransposeRight: false }, Type.Batched: true } && parameter(node.Inputs[1]) is not null;

    private void Take(Siblings siblings)
    {
        _found.Add(siblings);
        for (var i = 0; i < siblings.Members.Count; i++)
            _places.Add(siblings.Members[i], new SiblingPart(siblings, i));
    }

    private SiblingSums? SumsOf(Siblings siblings)
    {
        foreach (var first in SumsOf(siblings.Members[0]))
        {
            var place = first.Inputs[0] == siblings.Members[0] ? 0 : 1;
            var other = first.Inputs[1 - place];
            Node?[] sums = [.. siblings.Members.Select((m, i) => SumsOf(m).FirstOrDefault(s => s.Inputs[place] == m && IsNext(other, s.Inputs[1 - place], s, i)))];
            if (sums.Contains(null) || sums.Distinct().Count() < sums.Length)
                continue;
            var terms = new SiblingTerm[2];
            terms[place] = new SiblingPart(siblings, 0);
            terms[1 - place] = _places.TryGetValue(other, out var part) ? part : new SiblingBiases([.. sums.Select(s => parameter(s!.Inputs[1 - place])!)]);
            return new SiblingSums(sums!, terms);
        }

        return null;
    }

    private IEnumerable<Node> SumsOf(Node member) => _sums[member].Where(n => n.Type == member.Type && !_places.ContainsKey(n));

    /// <summary>Whether <paramref name="value"/>, an operand of <paramref name="sum"/>, lies <paramref name="distance"/> places behind <paramref name="first"/>,
    /// or both are biases.</summary>
    private bool IsNext(Node first, Node value, Node sum, int distance) => _places.TryGetValue(first, out var start)
        ? value.Type == sum.Type && _places.TryGetValue(value, out var place) && ReferenceEquals(place.Siblings, start.Siblings) && place.First == start.First + distance
        : IsBias(value, sum) && parameter(first) is { Type.Shape.Rank: 1 } bias && bias.Kind == parameter(value)!.Kind;

    private bool IsBias(Node value, Node sum) => parameter(value) is { Type.Shape.Rank: 1 } bias && bias.Type.Shape.Last == sum.Shape.Last;
}
