using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.Flow;

/// <summary>
/// Numbers the values of several networks that predict from the same data, so that those with one number are the same: the same operations, on the same
/// inputs and parameters. What only training does (dropout, noise, statistics of the batch) is passed over.
/// </summary>
/// <param name="isStill">Whether nothing is trained meanwhile, so that a frozen copy of a parameter is still what the parameter is.</param>
internal sealed class CommonValues(bool isStill)
{
    private readonly Dictionary<(object What, string Operands), int> _numbers = [];

    /// <summary>A number for each value of a network.</summary>
    public IReadOnlyDictionary<Node, int> Number(NetworkInstance instance)
    {
        var parameters = instance.Network.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var inputs = instance.Network.Inputs.ToList();
        var result = new Dictionary<Node, int>();
        foreach (var node in instance.Network.Graph.Nodes)
        {
            result[node] = Same(node) is { } same ? result[same] : node.Op switch
            {
                Input input => NumberOf(("input", inputs.IndexOf(input.Name)), ""),
                Parameter parameter => NumberOf(Identity(instance, parameters, parameter), ""),
                Add or Multiply => NumberOf(node.Op, string.Join(",", node.Inputs.Select(i => result[i]).OrderBy(number => number))),
                var op => NumberOf(op, string.Join(",", node.Inputs.Select(i => result[i]))),
            };
        }

        return result;
    }

    /// <summary>The operand that a prediction takes a value for.</summary>
    private static Node? Same(Node node) => node.Op switch
    {
        WhileTraining or RunningStatistic => node.Inputs[1],
        StopGradient => node.Inputs[0],
        Multiply when node.Inputs[0].Op is DropoutMask && node.Inputs[1].Type == node.Type => node.Inputs[1],
        Multiply when node.Inputs[1].Op is DropoutMask && node.Inputs[0].Type == node.Type => node.Inputs[0],
        _ => null,
    };

    private object Identity(NetworkInstance instance, Dictionary<string, ParameterSpec> parameters, Parameter parameter)
    {
        // What is not known is like nothing else.
        if (!parameters.TryGetValue(parameter.Name, out var spec) || instance.OwnerOf(spec) is not { } owner)
            return new object();
        var isCopy = !isStill && spec.Origin is { Mode: ParameterMode.Constant };
        return (owner.Owner, owner.Name, isCopy);
    }

    private int NumberOf(object what, string operands)
    {
        if (!_numbers.TryGetValue((what, operands), out var number))
            _numbers.Add((what, operands), number = _numbers.Count);
        return number;
    }
}
