using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <content>Calls of layers that are other networks.</content>
internal sealed partial class Tracer
{
    private Value ApplyPart(PartMethod method, Value[] arguments, IOperation site)
    {
        int? index = null;
        if (method.IsFamily && arguments[0] is TensorValue position)
            return RouteBy(method.Name, method.Capacity, position, arguments, chosen => ApplyPart(method, chosen, site), site);
        if (method.IsFamily && !TryReadIndex(method.Name, arguments[0], site, out index))
            return PoisonValue.Instance;
        if (parts.Cut(method) is not { } part)
            return PoisonValue.Instance;
        var nodes = arguments.Skip(method.IsFamily ? 1 : 0).Select(argument => ToNode(argument, site)).ToArray();
        if (nodes.Contains(null))
            return PoisonValue.Instance;
        return Calls.Layer(method.LayerName(index), nodes!, site.Syntax, () => Build(
            site.Syntax, nodes!, () => parts.Apply(method, part, index, nodes!, site.Syntax) is { } results ? ToValue(method, results) : PoisonValue.Instance));
    }

    private static Value ToValue(PartMethod method, IReadOnlyList<Node> results) => method.Elements.Count == 0
        ? new TensorValue(results[0])
        : new TupleValue([.. results.Select(result => new TensorValue(result))]);
}
