namespace NetGen.Generator.Emit;

/// <summary>A method that runs on a frame, as it is declared; the parts that it may be written in are declared alike.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Frame">The type of the frame.</param>
internal sealed record MethodForm(string Name, string Frame = "Frame")
{
    /// <summary>The type parameter and its constraint; null if it has none.</summary>
    public (string Name, string Constraint)? TypeParameter { get; init; }

    /// <summary>What it does behind its statements.</summary>
    public string End { get; init; } = "";

    /// <summary>Writes the method of some statements, and behind it the parts that it is made of if it is too long for one.</summary>
    /// <param name="locals">What a method of one part declares.</param>
    /// <param name="nameOf">Gives a part its name.</param>
    public void Write(SourceWriter writer, IReadOnlyList<MethodLocal> locals, IReadOnlyList<MethodPart> parts, Func<MethodPart, string> nameOf)
    {
        var named = parts.Count > 1 ? parts.Select(p => (Part: p, Name: nameOf(p))).ToArray() : [];
        writer.Line(ClassEmitter.OptimizedInProgram);
        using (writer.Block(Header("public", Name, TypeParameter is not null)))
        {
            if (parts.Count > 1)
            {
                writer.Line("// In parts, because the JIT does not optimise longer methods.");
                foreach (var (part, name) in named)
                    writer.Line($"{name}{(IsGeneric(part) ? $"<{TypeParameter!.Value.Name}>" : "")}(frame);");
            }
            else
            {
                WriteContent(writer, locals, parts);
            }

            writer.Line(End);
        }

        foreach (var (part, name) in named)
        {
            writer.Blank().Doc("summary", CSharpLiterals.Xml(part.Summary)).Line(ClassEmitter.OptimizedInProgram);
            using (writer.Block(Header("private", name, IsGeneric(part))))
                WriteContent(writer, part.Locals, [part]);
        }
    }

    private static void WriteContent(SourceWriter writer, IReadOnlyList<MethodLocal> locals, IReadOnlyList<MethodPart> parts)
    {
        writer.Lines(locals.Select(l => l.Declaration));
        foreach (var part in parts)
            writer.Blank().Line(part.Text);
    }

    private bool IsGeneric(MethodPart part) => TypeParameter is { } parameter && part.Uses(parameter.Name);

    private string Header(string access, string name, bool isGeneric)
    {
        var header = $"{access} static void {name}{(isGeneric ? $"<{TypeParameter!.Value.Name}>" : "")}(in {Frame} frame)";
        return isGeneric ? $"{header}\n    {TypeParameter!.Value.Constraint}" : header;
    }
}
