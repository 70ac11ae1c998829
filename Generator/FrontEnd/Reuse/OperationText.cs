using System.Globalization;
using System.Reflection;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>
/// Operations as text: the name of the record and its arguments. Found by reflection, so that a new operation is written and read without code of its own.
/// </summary>
internal static class OperationText
{
    private static readonly Dictionary<string, Type> Types = typeof(Op).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(Op).IsAssignableFrom(type)).ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The text of an operation, or null if it has an argument that cannot be written.</summary>
    public static string? Write(Op op) => WriteRecord(op) is { } line && op.Equals(Read(line)) ? line : null;

    /// <exception cref="FormatException">There is no such operation, or it has other arguments.</exception>
    public static Op Read(string line)
    {
        var name = Fields.Split(line)[0];
        return Types.TryGetValue(name, out var type)
            ? (Op)ReadRecord(line, type)
            : throw new FormatException($"it has the operation '{name}', which this version of netgen does not have");
    }

    /// <summary>Whether arguments of a type can be written.</summary>
    public static bool CanWrite(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(int) || type == typeof(bool) || type == typeof(float) || type == typeof(Shape)
        || type == typeof(TensorType) || type == typeof(RowSet) || type == typeof(Graph) || type == typeof(EquatableArray<int>) || IsPlainRecord(type);

    /// <summary>The properties of a record that its text has: the constructor's, then those that can be set beside it.</summary>
    public static IReadOnlyList<PropertyInfo> Properties(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public);
        var names = Constructor(type).GetParameters().Select(parameter => parameter.Name).ToArray();
        return [.. names.Select(name => properties.First(p => p.Name == name)), .. properties.Where(p => p.CanWrite && !names.Contains(p.Name))];
    }

    private static string? WriteRecord(object record)
    {
        var type = record.GetType();
        var fields = new List<string> { type.Name };
        foreach (var property in Properties(type))
        {
            if (Write(property.GetValue(record)) is not { } text)
                return null;
            fields.Add(text);
        }

        return Fields.Join(fields);
    }

    private static object ReadRecord(string line, Type type)
    {
        var (fields, properties, count) = (Fields.Split(line), Properties(type), Constructor(type).GetParameters().Length);
        if (properties.Count != fields.Length - 1)
            throw new FormatException($"its operation '{fields[0]}' has {fields.Length - 1} arguments, but in this version of netgen {properties.Count}");
        var values = properties.Select((property, i) => Read(fields[i + 1], property.PropertyType)).ToArray();
        var record = Constructor(type).Invoke([.. values.Take(count)]);
        for (var i = count; i < values.Length; i++)
            properties[i].SetValue(record, values[i]);
        return record;
    }

    private static ConstructorInfo Constructor(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(constructor => constructor.GetParameters().All(parameter => parameter.ParameterType != type))
            .OrderByDescending(constructor => constructor.GetParameters().Length).First();

    private static bool IsPlainRecord(Type type) =>
        type.Namespace == typeof(Op).Namespace && type.IsClass && type.IsSealed && type.GetMethod("<Clone>$") is not null && Properties(type).All(p => CanWrite(p.PropertyType));

    private static string? Write(object? value) => value switch
    {
        string text => text,
        int number => Number(number),
        bool flag => flag ? "1" : "0",
        float number => Number(BitConverter.ToInt32(BitConverter.GetBytes(number), 0)),
        Enum member => member.ToString(),
        Shape shape => Sizes(shape.Sizes),
        EquatableArray<int> numbers => Sizes(numbers),
        TensorType type => $"{type.Element}/{(type.Batched ? "1" : "0")}/{Sizes(type.Shape.Sizes)}{(type.Rows is null ? "" : "/" + Rows(type.Rows))}",
        RowSet rows => Rows(rows),
        Graph graph => Write(graph),
        not null when IsPlainRecord(value.GetType()) => WriteRecord(value),
        _ => null,
    };

    /// <summary>The body of a recurrence: a line for each node, a line for each result, a line for each name.</summary>
    private static string? Write(Graph graph)
    {
        var lines = new List<string>();
        foreach (var node in graph.Nodes)
        {
            if (Write(node.Op) is not { } op)
                return null;
            lines.Add(Fields.Join("n", Sizes(node.Inputs.Select(input => input.Id)), op));
        }

        lines.AddRange(graph.Results.Select(result => Fields.Join("o", result.Name, Number(result.Value.Id))));
        lines.AddRange(graph.Names.Select(name => Fields.Join("v", name.Name, Number(name.Value.Id))));
        return string.Join("\n", lines);
    }

    private static Graph ReadGraph(string text)
    {
        var builder = new GraphBuilder();
        foreach (var fields in text.Split('\n').Select(Fields.Split))
        {
            if (fields[0] == "n")
                builder.Add(Read(fields[2]), [.. Sizes(fields[1]).Select(input => builder.Nodes[input])]);
            else if (fields[0] == "o")
                builder.AddResult(ResultRole.Output, fields[1], builder.Nodes[Number(fields[2])]);
            else
                builder.AddName(fields[1], builder.Nodes[Number(fields[2])]);
        }

        return builder.Build();
    }

    private static object Read(string text, Type type)
    {
        if (type == typeof(string))
            return text;
        if (type == typeof(int))
            return Number(text);
        if (type == typeof(bool))
            return text == "1";
        if (type == typeof(float))
            return BitConverter.ToSingle(BitConverter.GetBytes(Number(text)), 0);
        if (type.IsEnum)
            return Enum.Parse(type, text);
        if (type == typeof(Shape))
            return Shape.Of(Sizes(text));
        if (type == typeof(EquatableArray<int>))
            return Sizes(text).ToEquatableArray();
        if (type == typeof(Graph))
            return ReadGraph(text);
        if (type == typeof(RowSet))
            return Rows(text);
        var parts = text.Split('/');
        if (type == typeof(TensorType) && parts.Length is 3 or 4)
            return new TensorType((ElementType)Enum.Parse(typeof(ElementType), parts[0]), parts[1] == "1", Shape.Of(Sizes(parts[2])), parts.Length == 4 ? Rows(parts[3]) : null);
        return IsPlainRecord(type) ? ReadRecord(text, type) : throw new FormatException($"it has an argument '{text}' that cannot be read");
    }

    /// <summary>Choice, branch and slots, then those of the rows that were to choose.</summary>
    private static string Rows(RowSet rows) =>
        Sizes([rows.Choice, rows.Branch, rows.Slots]) + (rows.Parent is null ? "" : ";" + Rows(rows.Parent));

    private static RowSet Rows(string text)
    {
        RowSet? rows = null;
        foreach (var numbers in text.Split(';').Select(Sizes).Reverse())
        {
            if (numbers.Length != 3)
                throw new FormatException($"it has rows '{text}' that cannot be read");
            rows = new RowSet(numbers[0], numbers[1], numbers[2], rows);
        }

        return rows!;
    }

    public static string Sizes(IEnumerable<int> sizes) => string.Join(",", sizes.Select(Number));

    public static int[] Sizes(string text) => text.Length == 0 ? [] : [.. text.Split(',').Select(Number)];

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static int Number(string text) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);
}
