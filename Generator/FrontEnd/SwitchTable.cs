using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>The arms of a <c>switch</c> on a position: since its values are known at build, so is the arm of each, whatever its pattern.</summary>
internal sealed class SwitchTable(Tracer tracer, ISwitchExpressionOperation choice)
{
    private readonly List<int> _branchOf = [];
    private readonly List<Branch> _branches = [];

    /// <summary>An arm that some value takes. An arm that names the value is a branch for each.</summary>
    internal sealed record Branch(ISwitchExpressionArmOperation Arm, int FirstClass);

    public IReadOnlyList<Branch> Branches => _branches;

    /// <summary>The table for the values 0 … <paramref name="classes"/> − 1, or null, reported, if there is none.</summary>
    public SwitchTable? Read(int classes)
    {
        for (var value = 0; value < classes; value++)
        {
            if (tracer.ArmOf(choice, value, classes) is not { } arm)
                return null;
            var known = arm.Pattern is IDeclarationPatternOperation ? -1 : _branches.FindIndex(b => b.Arm == arm);
            if (known < 0)
            {
                known = _branches.Count;
                _branches.Add(new Branch(arm, value));
            }

            _branchOf.Add(known);
        }

        return this;
    }

    /// <summary>The branch of each row from its position: itself, or what it is below the first position with another branch.</summary>
    public Node Number(GraphBuilder builder, Node position)
    {
        if (_branchOf.Select((branch, value) => branch == value).All(same => same))
            return position;
        var last = _branchOf.Count - 1;
        var number = builder.Constant(_branchOf[last]);
        for (var value = last - 1; value >= 0; value--)
        {
            if (_branchOf[value] != _branchOf[value + 1])
                number = builder.Where(builder.Add(new LessOrEqual(), position, builder.Constant(value)), builder.Constant(_branchOf[value]), number);
        }

        // All values take one branch: still a number for each row.
        return number.Type.Batched ? number : builder.Broadcast(number, position.Type);
    }
}
