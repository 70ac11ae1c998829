using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>The arms of a <c>switch</c> on a position: since its values are known at build, so is the arm of each, whatever its pattern.</summary>
/// <param name="isCondition">Whether its values are false and true instead of 0, 1, …</param>
/// <param name="isBounded">Whether the last value is that of rows for which there is no place.</param>
internal sealed class SwitchTable(Tracer tracer, ISwitchExpressionOperation choice, bool isCondition, bool isBounded)
{
    private readonly List<int> _branchOf = [];
    private readonly List<Branch> _branches = [];

    /// <summary>An arm and the first value that takes it. An arm that names the value is a branch for each.</summary>
    internal sealed record Branch(ISwitchExpressionArmOperation Arm, object Value);

    public IReadOnlyList<Branch> Branches => _branches;

    /// <summary>The arm '_' that stands for the last position and takes the rows without a place, too, so that nothing bounds it; null if there is none.</summary>
    public Branch? Unbounded
    {
        get
        {
            var taken = _branchOf[_branchOf.Count - 1];
            return isBounded && _branches[taken].Arm.Pattern is IDiscardPatternOperation && _branchOf.Count(b => b == taken) == 2 ? _branches[taken] : null;
        }
    }

    /// <summary>Arms that name values of which no row has one.</summary>
    public IEnumerable<ISwitchExpressionArmOperation> Untaken => choice.Arms.Where(arm => arm.Pattern is not (IDiscardPatternOperation or IDeclarationPatternOperation) && arm.Guard is null
        && _branches.All(branch => branch.Arm != arm));

    /// <summary>The table for the values 0 … <paramref name="classes"/> − 1, or null, reported, if there is none.</summary>
    public SwitchTable? Read(int classes)
    {
        for (var value = 0; value < classes; value++)
        {
            object actual = isCondition ? value == 1 : value;
            if (!tracer.TryFindArm(choice, actual, out var arm))
                return null;
            if (arm is null)
                return Missing(value, classes);
            var known = NamesValue(arm.Pattern) ? -1 : _branches.FindIndex(b => b.Arm == arm);
            if (known < 0)
            {
                known = _branches.Count;
                _branches.Add(new Branch(arm, actual));
            }

            _branchOf.Add(known);
        }

        return this;
    }

    private static bool NamesValue(IPatternOperation pattern) =>
        pattern.DescendantsAndSelf().OfType<IDeclarationPatternOperation>().Any(declaration => declaration.DeclaredSymbol is not null);

    private SwitchTable? Missing(int value, int classes)
    {
        var meaning = isBounded && value == classes - 1 ? $"{value}, which rows have that WithCapacity has no place for" : isCondition ? (value == 1 ? "true" : "false") : $"{value}";
        tracer.Report(DiagnosticIds.MissingArm, choice.Syntax, meaning, isCondition ? "false or true" : $"0 to {classes - 1}");
        return null;
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
