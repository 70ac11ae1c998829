namespace NetGen.Generator.FrontEnd;

/// <summary>Patterns of names: <c>*</c> is any text, <c>?</c> any character, case matters; as Runtime's <c>Trainer.Freeze</c> has them.</summary>
internal static class Wildcards
{
    public static bool Match(string pattern, string name)
    {
        var (p, n, star, from) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                from = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++from;
            }
            else
            {
                return false;
            }
        }

        return pattern.Skip(p).All(c => c == '*');
    }
}
