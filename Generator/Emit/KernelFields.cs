using NetGen.Generator.Graphs;

namespace NetGen.Generator.Emit;

/// <summary>The object initializer that points a kernel's fields at memory.</summary>
internal static class KernelFields
{
    public static string Initializer(KernelBody body, Func<Node, string> reference)
    {
        var fields = body.Memory.Select(m => $"{body.Field(m)} = {reference(m)}").ToList();
        if (body.UsesReciprocalBatch)
            fields.Add("ReciprocalBatch = 1f / frame.Rows");
        return fields.Count == 0 ? "()" : $"{{ {string.Join(", ", fields)} }}";
    }
}
