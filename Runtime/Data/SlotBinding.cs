using NetGen.Kernels;

namespace NetGen;

/// <summary>Finds the column of a data set for each input and target of a network.</summary>
internal static class SlotBinding
{
    /// <summary>The columns in the order of <paramref name="slots"/>.</summary>
    /// <exception cref="ArgumentException">A column is missing, has another row shape or element type, or an integer that names nothing; all faults are listed.</exception>
    public static DataColumn[] Bind(DataSet data, IReadOnlyList<TensorInfo> slots, string what = "data set")
    {
        var columns = new DataColumn[slots.Count];
        var faults = new List<string>();
        for (int i = 0; i < slots.Count; i++)
        {
            var column = data.Find(slots[i].Name);
            if (Fault(slots[i], column, data) is { } fault)
                faults.Add(fault);
            else
                columns[i] = column!;
        }

        return faults.Count == 0
            ? columns
            : throw new ArgumentException($"The {what} does not fit the network. " + string.Join(" ", faults), nameof(data));
    }

    private static string? Fault(TensorInfo slot, DataColumn? column, DataSet data)
    {
        string who = $"The network's {(slot.Role == TensorRole.Target ? "target" : "input")} '{slot.Name}'";
        string expected = $"{ShapeText.Format(slot.Shape)} {slot.Type}";
        if (column is null)
            return $"{who} {expected} has no column of that name.{NearNames.Hint(slot.Name, data.Names)}";
        string found = $"{ShapeText.Format(column.RowShape)} {column.Type}";
        if (column.Type != slot.Type)
        {
            string array = slot.Type == ElementType.Float32 ? "a float[]" : "an int[]";
            return $"{who} expects {expected}, the column has {found}: add it from {array}.";
        }

        // A single number is one number, whether it is written as () or (1).
        if (column.Width != slot.Width || (slot.Width != 1 && !slot.Shape.SequenceEqual(column.RowShape)))
        {
            string cure = column.Width == slot.Width ? $": add it with the row shape {ShapeText.Format(slot.Shape)}." : ".";
            return $"{who} expects {expected}, the column has {found}{cure}";
        }

        return slot.Counts.Count == 0 ? null : Outside(who, slot, column.Integers);
    }

    /// <summary>The first integer of a column that is not below its count.</summary>
    private static string? Outside(string who, TensorInfo slot, ReadOnlySpan<int> values)
    {
        for (int place = 0; place < slot.Counts.Count; place++)
        {
            int count = slot.Counts[place];
            bool isWhole = slot.Counts.Count == 1;
            int at = count == 0 ? -1 : IndexCheck.FirstOutside(values, count, isWhole ? 0 : place, isWhole ? 1 : slot.Width);
            if (at >= 0)
            {
                string where = slot.Width == 1 ? "" : $"place {at % slot.Width} of ";
                return $"{who} takes numbers from 0 to {count - 1}, the column has {values[at]} in {where}row {at / slot.Width}.";
            }
        }

        return null;
    }
}
