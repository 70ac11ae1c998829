using System.Globalization;

namespace NetGen;

/// <summary>Names one behind the other, as a sentence has them: members of a family of layers that follow each other are one name, <c>Expert[0…7].0</c>.</summary>
internal static class FamilyNames
{
    // Two are as short as they are.
    private const int Fewest = 3;

    public static string Join(IReadOnlyList<string> names)
    {
        var parts = new List<string>();
        for (int first = 0, count; first < names.Count; first += count)
        {
            count = 1;
            if (Member.Read(names[first]) is { } member)
            {
                while (first + count < names.Count && names[first + count] == member.Name($"{member.Index + count}"))
                    count++;
                if (count >= Fewest)
                {
                    parts.Add(member.Name($"{member.Index}…{member.Index + count - 1}"));
                    continue;
                }
            }

            count = 1;
            parts.Add(names[first]);
        }

        return string.Join(", ", parts);
    }

    private readonly record struct Member(string Before, int Index, string After)
    {
        public static Member? Read(string name)
        {
            int open = name.IndexOf('['), close = name.IndexOf(']');
            return open >= 0 && close > open && int.TryParse(name.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                ? new Member(name[..open], index, name[(close + 1)..])
                : null;
        }

        public string Name(string index) => $"{Before}[{index}]{After}";
    }
}
