namespace NetGen.Generator.Kernels;

/// <summary>
/// Which nodes groups span, by their numbers. A node has a larger number than its operands, so a path through the graph leads back to a smaller one only
/// within a group: where no group has members on both sides of a number, no path leads from there on to what is before.
/// </summary>
/// <param name="count">One more than the largest number.</param>
internal sealed class FusionSpans(int count)
{
    // For each number one before which no group has its first member while a later one is here or behind: itself if nothing spans it and the one before.
    private readonly int[] _start = [.. Enumerable.Range(0, count)];

    /// <summary>A group has members from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public void Add(int first, int last)
    {
        for (var at = FirstReachable(last); at > first; at = FirstReachable(at))
            _start[at] = at - 1;
    }

    /// <summary>The smallest number that paths from <paramref name="number"/> may lead to.</summary>
    public int FirstReachable(int number)
    {
        while (_start[number] != number)
        {
            _start[number] = _start[_start[number]];
            number = _start[number];
        }

        return number;
    }
}
