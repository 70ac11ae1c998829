using NetGen.Generator.Graphs;

namespace NetGen.Generator.Emit;

/// <summary>The object initializer that points a kernel's fields at memory.</summary>
internal static class KernelFields
{
    private const int FieldsInALine = 3;

    public static string Initializer(KernelBody body, Func<Node, string> reference)
    {
        var fields = body.Memory.Select(m => $"{body.Field(m)} = {reference(m)}").ToList();
        if (body.UsesReciprocalBatch)
            fields.Add("ReciprocalBatch = 1f / frame.Rows");
        return fields.Count switch
        {
            0 => "()",
            <= FieldsInALine => $"{{ {string.Join(", ", fields)} }}",
            _ => $"\n{{\n    {string.Join(",\n    ", fields)},\n}}",
        };
    }
}
