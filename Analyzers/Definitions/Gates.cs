using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.Definitions;

/// <summary>Values that say for each row whether another value counts.</summary>
internal static class Gates
{
    /// <summary>Whether a condition or a position is one for each row of the batch, whatever it was stretched to.</summary>
    public static bool IsPerRow(Node mask)
    {
        mask = Unformed(mask);
        return mask.Type.Batched && mask.Shape.ElementCount == 1;
    }

    /// <summary>Whether a number is 0 unless a condition of its row holds: (x &gt; 0) as a number, 1 − that, <c>Where(x &gt; 0, w, 0)</c>, one of the places of a
    /// one-hot vector.</summary>
    public static bool IsGate(Node value) => value.Op switch
    {
        _ when IsForm(value) => IsGate(value.Inputs[0]),
        Slice => IsOneHot(value.Inputs[0]),
        ToFloat => IsPerRow(value) && value.Inputs[0].Type.Element == ElementType.Boolean,
        Where => IsPerRow(value) && IsPerRow(value.Inputs[0]) && value.Inputs.Skip(1).Any(IsZero),
        Subtract => value.Inputs[0].Op is Constant { Value: 1 } && IsGate(value.Inputs[1]),
        Multiply => value.Inputs.All(IsGate),
        _ => false,
    };

    /// <summary>Whether a value is a vector of each row with a single 1, or some of its places.</summary>
    public static bool IsOneHot(Node value) =>
        IsForm(value) || value.Op is ToFloat or Slice ? IsOneHot(value.Inputs[0]) : value.Op is Equal && value.Type.Batched && value.Inputs.Any(IsIota);

    /// <summary>Whether a value is multiplied by a gate, or a sum of such.</summary>
    public static bool IsGated(Node value) => value.Op switch
    {
        _ when IsForm(value) => IsGated(value.Inputs[0]),
        Multiply => value.Inputs.Any(IsGate),
        Add => value.Inputs.All(IsGated),
        Constant { Value: 0 } => true,
        _ => false,
    };

    /// <summary>Whether a value only has another shape than its operand, or repeats it.</summary>
    public static bool IsForm(Node value) => value.Op is Broadcast or Reshape;

    /// <summary>The value whose shape was changed.</summary>
    public static Node Unformed(Node value)
    {
        while (IsForm(value))
            value = value.Inputs[0];
        return value;
    }

    private static bool IsIota(Node value) => value.Op is Iota || (IsForm(value) || value.Op is ToFloat) && IsIota(value.Inputs[0]);

    private static bool IsZero(Node value) => Unformed(value).Op is Constant { Value: 0 };
}
