using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>
/// How often each class was answered for each true class, over as many batches as are added: which classes are taken for which, and precision, recall and F1 of
/// each.
/// </summary>
public sealed class ConfusionMatrix
{
    // Their square is the largest below 2³¹.
    private const int MostClasses = 46_340;

    private readonly long[] _counts;

    /// <summary>No rows so far.</summary>
    /// <param name="classes">The number of classes, from 2 to 46,340.</param>
    public ConfusionMatrix(int classes)
    {
        if (classes is < 2 or > MostClasses) throw new ArgumentOutOfRangeException(nameof(classes), classes, $"{classes} classes; there must be 2 … {MostClasses}");
        Classes = classes;
        _counts = new long[classes * classes];
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The share of rows whose class is right; NaN without rows.</summary>
    public double Accuracy
    {
        get
        {
            long right = 0;
            for (int i = 0; i < Classes; i++) right += this[i, i];
            return (double)right / Rows;
        }
    }

    /// <summary>The rows of true class <paramref name="actual"/> that were taken for class <paramref name="predicted"/>.</summary>
    public long this[int actual, int predicted]
    {
        get
        {
            Require.Index(Classes, actual, nameof(actual));
            Require.Index(Classes, predicted, nameof(predicted));
            return _counts[(actual * Classes) + predicted];
        }
    }

    /// <summary>Adds rows: of equal scores the lower class number counts as higher, NaN as lower than all.</summary>
    /// <param name="scores">Logits or probabilities, row-major: rows × classes.</param>
    /// <param name="labels">The true class of each row.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a label is no class; nothing has been added.</exception>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        if (scores.Length != (long)labels.Length * Classes)
        {
            throw new ArgumentException(
                $"{scores.Length} scores for {labels.Length} rows; with {Classes} classes there must be {(long)labels.Length * Classes}", nameof(scores));
        }

        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)Classes)
                throw new ArgumentException($"the label of row {row} is {labels[row]}; it must be 0 … {Classes - 1}", nameof(labels));
        }

        for (int row = 0; row < labels.Length; row++)
            _counts[(labels[row] * Classes) + Highest(scores.Slice(row * Classes, Classes))]++;
        Rows += labels.Length;
    }

    /// <summary>The share of the rows taken for a class that are of it; 0 if none is taken for it.</summary>
    public double Precision(int label) => Share(Right(label), Answered(label));

    /// <summary>The share of the rows of a class that are taken for it; 0 if there are none.</summary>
    public double Recall(int label) => Share(Right(label), Actual(label));

    /// <summary>The harmonic mean of precision and recall of a class; 0 if it is neither true nor answered.</summary>
    public double F1(int label) => Share(2 * Right(label), Answered(label) + Actual(label));

    /// <summary>A table: a line for each true class, a column for each predicted one, recall at the end of the line.</summary>
    public override string ToString()
    {
        int width = Math.Max(5, _counts.Max().ToString(CultureInfo.InvariantCulture).Length + 1);
        var text = new StringBuilder("true \\ predicted");
        int head = text.Length;
        for (int i = 0; i < Classes; i++) text.Append(i.ToString(CultureInfo.InvariantCulture).PadLeft(width));
        text.Append("  recall\n");
        for (int actual = 0; actual < Classes; actual++)
        {
            text.Append(actual.ToString(CultureInfo.InvariantCulture).PadLeft(head));
            for (int i = 0; i < Classes; i++) text.Append(this[actual, i].ToString(CultureInfo.InvariantCulture).PadLeft(width));
            text.Append("  ").Append(Recall(actual).ToString("0.000", CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static int Highest(ReadOnlySpan<float> scores)
    {
        int highest = 0;
        for (int i = 1; i < scores.Length; i++)
            if (scores[i] > scores[highest] || (float.IsNaN(scores[highest]) && !float.IsNaN(scores[i]))) highest = i;
        return highest;
    }

    private long Right(int label) => this[Require.Index(Classes, label, nameof(label)), label];

    private long Answered(int label)
    {
        long sum = 0;
        for (int i = 0; i < Classes; i++) sum += this[i, label];
        return sum;
    }

    private long Actual(int label)
    {
        long sum = 0;
        for (int i = 0; i < Classes; i++) sum += this[label, i];
        return sum;
    }
}
