namespace NetGen.Generator.Emit;

/// <summary>Writes what binds the caller's spans to the slots of a program.</summary>
internal static class BindingsEmitter
{
    /// <summary>Slots of the runtime's <c>FewBindings</c>.</summary>
    private const int FewSlots = 6;

    /// <summary>Whether so many slots cost little to bind.</summary>
    public static bool AreFew(int slots) => slots <= FewSlots;

    /// <param name="rows">An expression for the rows of the batch.</param>
    /// <param name="spans">An expression for each slot's span, in order.</param>
    public static void Emit(SourceWriter writer, string rows, IReadOnlyList<string> spans)
    {
        if (AreFew(spans.Count))
        {
            using (writer.Block($"FewBindings bindings = new({rows})", "};"))
                writer.Lines(spans.Select((span, slot) => $"Slot{CSharpLiterals.Integer(slot)} = ref FewBindings.Of({span}),"));
            return;
        }

        writer.Line($"Bindings bindings = new({rows});");
        writer.Lines(spans.Select(span => $"bindings.Add({span});"));
    }
}
