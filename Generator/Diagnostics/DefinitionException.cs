namespace NetGen.Generator.Diagnostics;

/// <summary>Something in a definition is wrong. Thrown by shape rules and layers, which know no syntax; the front end catches it
/// at the call that it traces and gives it the location.</summary>
internal sealed class DefinitionException(string id, params object[] arguments) : Exception(id)
{
    /// <summary>The id of the diagnostic, from <c>DiagnosticIds</c>.</summary>
    public string Id { get; } = id;

    /// <summary>What fills the descriptor's message.</summary>
    public object[] Arguments { get; } = arguments;
}
