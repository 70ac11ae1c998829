using NetGen.Generator.Graphs;

namespace NetGen.Generator.Reference;

/// <summary>
/// Errors of computed results, to see how far the errors of a narrower format can move what is computed from them. Where a small error flips a comparison, the
/// runs tell that too.
/// </summary>
/// <param name="round">A result with its error.</param>
internal sealed class ReferenceRounding(Func<double, double> round)
{
    /// <summary>To float32: what differs by less than its last digit becomes equal, as it does in float32.</summary>
    public static ReferenceRounding ToSingle { get; } = new(value => (float)value);

    /// <summary>Random relative errors: Monte Carlo arithmetic (Parker, 1997).</summary>
    /// <param name="random">Random numbers from 0 to 1.</param>
    /// <param name="size">The largest relative error.</param>
    public static ReferenceRounding Random(Func<double> random, double size) => new(value => value * (1 + (size * ((2 * random()) - 1))));

    /// <summary>Changes a result in place. What is one of the operands, or its negative, was moved or chosen and has no error; whole numbers are counts and
    /// positions.</summary>
    public void Apply(IReadOnlyList<ReferenceTensor> operands, ReferenceTensor result)
    {
        if (operands.Count == 0 || result.Type.Element != ElementType.Float)
            return;
        var exact = new HashSet<double>(operands.SelectMany(o => o.Data).SelectMany(v => new[] { v, -v }));
        for (var i = 0; i < result.Data.Length; i++)
        {
            var value = result.Data[i];
            if (value != Math.Round(value) && !exact.Contains(value))
                result.Data[i] = round(value);
        }
    }
}
