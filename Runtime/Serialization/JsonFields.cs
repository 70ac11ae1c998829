using System.Text.Json;

namespace NetGen;

/// <summary>Strict steps through JSON: what was expected, or an error that says where.</summary>
internal static class JsonFields
{
    /// <summary>Goes to the next token, which must be of this type.</summary>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string where)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new InvalidDataException($"{where}: {type} was expected, {reader.TokenType} was found.");
    }

    /// <summary>Goes to the next property of an object and gives its name, or null at the end of the object.</summary>
    public static string? Next(ref Utf8JsonReader reader, string where)
    {
        if (!reader.Read())
            throw new InvalidDataException($"{where}: the JSON text ends early.");
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    /// <summary>Reads an array of whole numbers from 0 to <paramref name="maximum"/>.</summary>
    public static List<long> Numbers(ref Utf8JsonReader reader, long maximum, string where)
    {
        Expect(ref reader, JsonTokenType.StartArray, where);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0 || number > maximum)
                throw new InvalidDataException($"{where}: whole numbers from 0 to {maximum} were expected.");
            numbers.Add(number);
        }

        return numbers;
    }
}
