using System.Text;

namespace NetGen.Generator.FrontEnd;

/// <summary>Texts of any content in one line: separated by bars; bars, line ends and backslashes inside are escaped.</summary>
internal static class Fields
{
    public static string Join(IEnumerable<string> fields) => string.Join("|", fields.Select(Escape));

    public static string Join(params string[] fields) => Join((IEnumerable<string>)fields);

    public static string[] Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '|':
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                case '\\' when i + 1 < line.Length:
                    field.Append(line[++i] == 'n' ? '\n' : line[i]);
                    break;
                default:
                    field.Append(line[i]);
                    break;
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }

    private static string Escape(string field) => field.Replace("\\", "\\\\").Replace("|", "\\|").Replace("\n", "\\n");
}
