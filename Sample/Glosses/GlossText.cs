using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Glosses;

/// <summary>Definitions of words as numbers: 0 ends a definition, 1 is a space, 2 … 27 are letters, 28 is any other character.</summary>
internal static class GlossText
{
    private const string Alphabet = "\n abcdefghijklmnopqrstuvwxyz#";
    private const int TestEvery = 10, FewestLines = 100;

    /// <summary>Reads the file, a definition on each line; every tenth one is for the test.</summary>
    /// <exception cref="UsageException">The file is not there, or is another.</exception>
    public static (int[] Training, int[] Test) Read(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"There is no file '{path}': give a text with a definition on each line.");
        string[] lines = File.ReadAllLines(path);
        if (lines.Length < FewestLines)
            throw new UsageException($"'{path}' has {lines.Length} lines; at least {FewestLines} are needed, a definition on each.");
        return (Join(lines.Where((_, i) => i % TestEvery != 0)), Join(lines.Where((_, i) => i % TestEvery == 0)));
    }

    /// <summary>Pieces of the text, <paramref name="step"/> letters apart: letters in <c>letters</c>, and what follows each in <c>next</c>.</summary>
    public static DataSet Pieces(ReadOnlySpan<int> text, int step)
    {
        const int Length = GlossModel.Length;
        int count = (text.Length - 1 - Length) / step + 1;
        int[] letters = new int[count * Length], next = new int[count * Length];
        for (int i = 0; i < count; i++)
        {
            text.Slice(i * step, Length).CopyTo(letters.AsSpan(i * Length));
            text.Slice((i * step) + 1, Length).CopyTo(next.AsSpan(i * Length));
        }

        return new DataSet().Add("letters", letters, Length).Add("next", next, Length);
    }

    /// <summary>The letter of a number.</summary>
    public static char Letter(int number) => Alphabet[number];

    /// <summary>The number of a letter.</summary>
    public static int Number(char letter) => Alphabet.IndexOf(letter) is var number and >= 0 ? number : GlossModel.Letters - 1;

    private static int[] Join(IEnumerable<string> lines) => [.. lines.SelectMany(line => line.ToLowerInvariant() + "\n").Select(Number)];
}
