using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>All functions and layers of the language, found in this assembly by their base class.</summary>
internal static class OpRegistry
{
    /// <summary>The activation that changes nothing; it is number 0 of the enum and no function.</summary>
    public const string Linear = "Linear";

    private static readonly Dictionary<string, OpFunction> FunctionsByName =
        Find<OpFunction>().ToDictionary(f => f.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, Layer> LayersByName = Find<Layer>().ToDictionary(l => l.Name, StringComparer.Ordinal);

    public static IEnumerable<OpFunction> Functions => FunctionsByName.Values.OrderBy(f => f.Name, StringComparer.Ordinal);

    public static IEnumerable<Layer> Layers => LayersByName.Values.OrderBy(l => l.Name, StringComparer.Ordinal);

    public static OpFunction? FindFunction(string name) => FunctionsByName.TryGetValue(name, out var function) ? function : null;

    public static Layer? FindLayer(string name) => LayersByName.TryGetValue(name, out var layer) ? layer : null;

    /// <summary>Whether <paramref name="name"/> is a member of <c>Activation</c>.</summary>
    public static bool IsActivation(string name) => name == Linear || FindFunction(name)?.ActivationNumber is not null;

    /// <summary>How summaries and pictures call an activation.</summary>
    public static string Label(string activation) => FindFunction(activation)?.Label ?? "linear";

    /// <summary>The member of <c>Init</c> that suits a kernel whose products go through <paramref name="activation"/>.</summary>
    public static InitializerSpec KernelStart(string activation) => new(FindFunction(activation)?.KernelStart ?? "GlorotUniform");

    public static Node Activate(GraphBuilder builder, string name, Node input) =>
        name == Linear ? input : Call(builder, name, input)[0];

    /// <summary>The function <paramref name="name"/> applied to its leading arguments, defaults for the rest.</summary>
    public static IReadOnlyList<Node> Call(GraphBuilder builder, string name, params object[] leading)
    {
        var function = FindFunction(name) ?? throw new ArgumentException($"There is no function '{name}'.", nameof(name));
        var values = leading.Concat(function.Parameters.Skip(leading.Length).Select(DefaultValues.Parse));
        return function.Call(builder, new FunctionArguments([.. values]));
    }

    private static IEnumerable<T> Find<T>() =>
        typeof(OpRegistry).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .Select(type => (T)Activator.CreateInstance(type));
}
