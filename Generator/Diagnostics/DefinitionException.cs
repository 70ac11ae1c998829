namespace NetGen.Generator.Diagnostics;

/// <summary>Something in a definition is wrong. Thrown by shape rules and layers, which know no syntax; the front end catches it
/// at the call that it traces and gives it the location.</summary>
internal sealed class DefinitionException(string id, params object[] arguments) : Exception(id)
{
    /// <summary>The id of the diagnostic, from <c>DiagnosticIds</c>.</summary>
    public string Id { get; } = id;

    /// <summary>What fills the descriptor's message.</summary>
    public object[] Arguments { get; } = arguments;

    /// <summary>What <paramref name="build"/> gives; a message that names an operation inside names <paramref name="operation"/> instead, since that is what
    /// the user wrote.</summary>
    public static T In<T>(string operation, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (DefinitionException inner) when (NamesOperation(inner.Id) && !operation.Equals(inner.Arguments[0]))
        {
            throw new DefinitionException(inner.Id, [operation, .. inner.Arguments.Skip(1)]);
        }
    }

    private static bool NamesOperation(string id) =>
        id is DiagnosticIds.ShapesDoNotBroadcast or DiagnosticIds.TooFewAxes or DiagnosticIds.AxisOutOfRange or DiagnosticIds.ElementType;
}
