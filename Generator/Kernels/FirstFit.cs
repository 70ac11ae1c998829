namespace NetGen.Generator.Kernels;

/// <summary>Something that needs memory from one moment to another, both included.</summary>
internal sealed record Life<T>(T Value, int First, int Last, int Size)
{
    public bool Overlaps(Life<T> other) => First <= other.Last && other.First <= Last;
}

/// <summary>Places values one after the other, each into the lowest gap that is free during its life.</summary>
internal static class FirstFit
{
    public static (List<(T Value, int Offset)> Places, int Total) Pack<T>(IEnumerable<Life<T>> lives)
    {
        var places = new List<(Life<T> Life, int Offset)>();
        var total = 0;
        foreach (var life in lives)
        {
            var offset = 0;
            foreach (var (other, start) in places.Where(p => p.Life.Overlaps(life)).OrderBy(p => p.Offset))
            {
                if (offset + life.Size <= start)
                    break;
                offset = Math.Max(offset, start + other.Size);
            }

            places.Add((life, offset));
            total = Math.Max(total, offset + life.Size);
        }

        return ([.. places.Select(p => (p.Life.Value, p.Offset))], total);
    }
}
