using NetGen.Generator.Graphs;

namespace NetGen.Generator.Emit;

/// <summary>The object initializer that points a kernel's fields at memory.</summary>
internal static class KernelFields
{
    private const int FieldsInALine = 3;

    /// <param name="body">The kernel.</param>
    /// <param name="reference">The expression that refers to a value's memory.</param>
    /// <param name="first">Fields besides those of the body.</param>
    public static string Initializer(KernelBody body, Func<Node, string> reference, string? first = null)
    {
        var fields = body.Memory.Select(m => $"{body.Field(m)} = {reference(m)}").ToList();
        if (first is not null)
            fields.Insert(0, first);
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
