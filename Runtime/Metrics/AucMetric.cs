namespace NetGen;

/// <summary>
/// The area under the ROC curve of each column, averaged; NaN for a column in which all cases are true or none is. Columns are, for k outputs: k scores, k
/// targets. Scores are counted by sign, exponent and the first eight bits behind the point of their binary form, so that memory does not grow with the rows;
/// scores that fall together count as equal, which costs half a pair where they were not.
/// </summary>
internal sealed class AucMetric : MetricKind
{
    private const int Bins = 1 << 17;

    public override bool? HigherIsBetter => true;

    internal override int StateLength(int columns) => columns * Bins;

    public override void Accumulate(ReadOnlySpan<float> values, Span<double> sums)
    {
        int columns = sums.Length / Bins, outputs = columns / 2;
        for (; values.Length >= columns; values = values[columns..])
        {
            for (int i = 0; i < outputs; i++)
            {
                int half = values[outputs + i] > 0.5f ? 1 : 0;
                sums[((2 * i) + half) * Bins + BinOf(values[i])]++;
            }
        }
    }

    public override double Finish(ReadOnlySpan<double> sums, long rows)
    {
        int outputs = sums.Length / Bins / 2;
        double total = 0;
        for (int i = 0; i < outputs; i++)
            total += Area(sums.Slice(2 * i * Bins, Bins), sums.Slice(((2 * i) + 1) * Bins, Bins));
        return total / outputs;
    }

    /// <summary>The share of pairs of a true and a false case in which the true one scores higher (Mann and Whitney, 1947).</summary>
    private static double Area(ReadOnlySpan<double> falseCases, ReadOnlySpan<double> trueCases)
    {
        double below = 0, pairs = 0, positives = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            pairs += trueCases[bin] * (below + falseCases[bin] / 2);
            below += falseCases[bin];
            positives += trueCases[bin];
        }

        return pairs / (below * positives);
    }

    /// <summary>Rises with the score; NaN is below everything.</summary>
    private static int BinOf(float score)
    {
        if (float.IsNaN(score)) return 0;
        int bits = BitConverter.SingleToInt32Bits(score == 0 ? 0f : score);
        // Negative floats are ordered the other way round.
        int ordered = bits < 0 ? ~bits : bits | int.MinValue;
        return (int)((uint)ordered >> 15);
    }
}
