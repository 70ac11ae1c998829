using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <content>Choices that only so many rows of a step may take alike.</content>
internal sealed partial class Tracer
{
    /// <summary><c>WithCapacity</c>: a position that is one more for rows without a place, or a condition that is false for them.</summary>
    private Value BoundChoice(Value[] arguments, IOperation site)
    {
        if (arguments[1] is not ConstantValue { Value: float capacity })
            return Report(DiagnosticIds.NotConstant, site.Syntax, "The capacity of a choice", "this is not");
        if (ToNode(arguments[0], SiteOf(site, 0)) is not { } choice)
            return PoisonValue.Instance;
        if (choice.Type.Element == ElementType.Boolean)
            return PerRow(choice, SiteOf(site, 0), ElementType.Boolean) is { } condition ? BoundCondition(condition, capacity, site) : PoisonValue.Instance;
        if ((arguments[0] as TensorValue)?.Classes is not { } classes)
            return Report(DiagnosticIds.UnknownBranches, site.Syntax, ChoiceCapacity.Function);
        if (PerRow(choice, SiteOf(site, 0), ElementType.Float) is not { } position)
            return PoisonValue.Instance;
        return Build(site.Syntax, [position], () =>
        {
            ChoiceCapacity.Check(ChoiceCapacity.Function, capacity);
            return new TensorValue(ChoiceCapacity.Position(builder, position, classes, capacity)) { Classes = classes + 1, Bound = new BoundedPosition(position, capacity) };
        });
    }

    private Value BoundCondition(Node condition, float capacity, IOperation site) => Build(site.Syntax, [condition], () =>
    {
        ChoiceCapacity.Check(ChoiceCapacity.Function, capacity);
        return new TensorValue(ChoiceCapacity.Condition(builder, condition, capacity));
    });
}
