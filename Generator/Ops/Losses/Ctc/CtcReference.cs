using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>What the operations of CTC mean for one row: Graves et al. (2006), equations 5 to 11, in logarithms.</summary>
internal sealed class CtcReference
{
    private readonly int[] _classes;
    private readonly Func<int, int, double> _emission;
    private readonly double[,] _forward;
    private readonly double[,] _backward;

    private CtcReference(int steps, int[] classes, Func<int, int, double> emission)
    {
        (Steps, _classes, _emission) = (steps, classes, emission);
        (_forward, _backward) = (new double[steps, States], new double[steps, States]);
        for (var step = 0; step < steps; step++)
        {
            for (var state = 0; state < States; state++)
            {
                _forward[step, state] = Emission(step, state) + (step == 0 ? state < 2 ? 0 : double.NegativeInfinity
                    : Sum([_forward[step - 1, state], At(_forward, step - 1, state - 1), IsSkipped(state) ? _forward[step - 1, state - 2] : double.NegativeInfinity]));
            }
        }

        for (var step = steps - 1; step >= 0; step--)
        {
            for (var state = 0; state < States; state++)
            {
                _backward[step, state] = Emission(step, state) + (step == steps - 1 ? state > States - 3 ? 0 : double.NegativeInfinity
                    : Sum([_backward[step + 1, state], At(_backward, step + 1, state + 1), IsSkipped(state + 2) ? _backward[step + 1, state + 2] : double.NegativeInfinity]));
            }
        }
    }

    public int Steps { get; }

    public int States => _classes.Length;

    /// <summary>−log of the probability of the labels.</summary>
    public double Loss => Steps == 0 ? States == 1 ? 0 : double.PositiveInfinity : -Sum([_forward[Steps - 1, States - 1], At(_forward, Steps - 1, States - 2)]);

    /// <summary>The row of a context whose first operands are log probabilities, labels, steps and number of labels; null if these name no class or count.</summary>
    public static CtcReference? Of(ReferenceContext context, int row, int blank)
    {
        var (probabilities, labels) = (context.Inputs[0], context.Inputs[1]);
        var (most, classes, places) = (probabilities.Type.Shape[0], probabilities.Type.Shape[1], labels.Type.Shape[0]);
        var (steps, count) = ((int)Math.Round(context.Inputs[2].Data[row]), (int)Math.Round(context.Inputs[3].Data[row]));
        if (steps < 0 || steps > most || count < 0 || count > places)
            return null;
        var named = Enumerable.Range(0, count).Select(i => (int)Math.Round(labels.Data[(row * places) + i])).ToArray();
        if (named.Any(label => label < 0 || label >= classes || label == blank))
            return null;
        int[] states = [blank, .. named.SelectMany(label => new[] { label, blank })];
        return new CtcReference(steps, states, (step, @class) => probabilities.Data[(((row * most) + step) * classes) + @class]);
    }

    /// <summary>log α; −∞ behind the steps and states of the row.</summary>
    public double Forward(int step, int state) => step < Steps && state < States ? _forward[step, state] : double.NegativeInfinity;

    public int ClassOf(int state) => _classes[state];

    /// <summary>The probability of a state at a step, given the labels.</summary>
    public double Probability(int step, int state) => Math.Exp(_forward[step, state] + _backward[step, state] - Emission(step, state) + Loss);

    private double Emission(int step, int state) => _emission(step, _classes[state]);

    private double At(double[,] values, int step, int state) => state >= 0 && state < States ? values[step, state] : double.NegativeInfinity;

    /// <summary>Whether a state can follow the one two before it: a label behind another one.</summary>
    private bool IsSkipped(int state) => state % 2 == 1 && state >= 3 && state < States && _classes[state] != _classes[state - 2];

    private static double Sum(double[] logarithms)
    {
        var largest = logarithms.Max();
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(logarithms.Sum(v => Math.Exp(v - largest)));
    }
}
