using NetGen.Generator.FrontEnd;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes how a network is made: with first values, with parameters of other networks, from a file.</summary>
internal sealed class ConstructionEmitter(SourceWriter writer, NetworkSpec spec, NetworkBodies bodies)
{
    private const string Reused = "global::NetGen.Kernels.ReusedParameters";

    private readonly ParameterPlaces _places = new(spec.Parameters);

    private string Name => CSharpLiterals.Identifier(spec.Class.Name);

    public void EmitConstructor()
    {
        var sources = string.Concat(spec.Sources.Select(source => $"{source.Type} {Argument(source.Argument)}, "));
        writer.Doc("summary", "Makes the network with first values for its parameters: a function of the seed and each parameter's name.");
        foreach (var source in spec.Sources)
            writer.Doc("param", CSharpLiterals.Xml(Describe(source)), $"name=\"{source.Argument}\"");
        writer.Doc("param", "What the first values, and dropout, are drawn from.", "name=\"seed\"");
        if (spec.Sources.Count > 0)
            writer.Doc("exception", "A source was compiled with other parameters than this network was compiled for.", "cref=\"global::System.ArgumentException\"");
        bodies.Block(writer, $"{Accessibility(spec.Sources)} {Name}({sources}int seed = 0)", string.Join("\n", Body()));
    }

    private IEnumerable<string> Body()
    {
        yield return "Seed = unchecked((ulong)seed);";
        var memories = _places.Memories.Select(memory => memory.IsCopy
            ? $", {Reused}.Constant({Argument(memory.Source)})"
            : $", {Reused}.Shared({Argument(memory.Source)}, {CSharpLiterals.Integer(memory.Memory)})");
        yield return $"Parameters = new global::NetGen.ParameterSet({bodies.Class}.Layout{string.Concat(memories)});";
        yield return "Parameters.Initialize(Seed);";
        foreach (var origins in spec.Parameters.Where(p => p.Origin is not null).GroupBy(p => p.Origin!.Source, StringComparer.Ordinal))
        {
            var source = origins.Key.Length == 0 ? "this" : Argument(origins.Key);
            yield return $"{Reused}.Take(Parameters, {CSharpLiterals.String(spec.Class.Name)}, {source},";
            yield return "    [";
            foreach (var parameter in origins)
                yield return $"        ({CSharpLiterals.String(parameter.Name)}, {CSharpLiterals.String(parameter.Origin!.Name)}, {CSharpLiterals.Integer(parameter.Origin.Memory)}, {CSharpLiterals.Integer(parameter.Origin.Offset)}),";
            yield return "    ]);";
        }
    }

    /// <summary>What is copied, and all frozen copies, are in the file; only networks that parameters are shared with must be given.</summary>
    public void EmitLoad()
    {
        var shared = spec.Sources.Where(source => _places.Memories.Any(memory => memory.Source == source.Argument && !memory.IsCopy)).ToArray();
        writer.Blank().Doc("summary", shared.Length == 0
            ? "Makes the network with the parameters of a safetensors file."
            : "Makes the network with the parameters of a safetensors file; those that it shares are written into their owner.");
        writer.Doc("param", "The file.", "name=\"path\"");
        foreach (var source in shared)
            writer.Doc("param", CSharpLiterals.Xml($"The network whose parameters this one shares."), $"name=\"{source.Argument}\"");
        writer.Doc("exception", "The file lacks parameters, has others, or other shapes; all are listed.", "cref=\"global::NetGen.WeightMismatchException\"");
        var arguments = string.Concat(shared.Select(source => $", {source.Type} {Argument(source.Argument)}"));
        bodies.Block(writer, $"{Accessibility(shared)} static {Name} Load(string path{arguments})", $"""
            var network = new {Name}({(_places.Memories.Count == 0 ? Defaults() : $"new global::NetGen.ParameterSet({bodies.Class}.Layout{Memories()})")});
            global::NetGen.ParameterFile.Load(path, network.Parameters);
            return network;
            """);
        if (NeedsSecondConstructor && bodies.Programs is not null)
            writer.Blank().Line($"private {Name}(global::NetGen.ParameterSet parameters) => Parameters = parameters;");
    }

    private bool NeedsSecondConstructor => spec.Sources.Count > 0;

    private string Defaults() => NeedsSecondConstructor ? $"new global::NetGen.ParameterSet({bodies.Class}.Layout)" : "";

    private string Memories() => string.Concat(_places.Memories.Select((memory, i) => memory.IsCopy
        ? $", {Reused}.Empty({bodies.Class}.Layout, {CSharpLiterals.Integer(i + 1)})"
        : $", {Reused}.Shared({Argument(memory.Source)}, {CSharpLiterals.Integer(memory.Memory)})"));

    private string Describe(SourceSpec source)
    {
        var modes = spec.Parameters.Where(p => p.Origin?.Source == source.Argument).Select(p => p.Origin!.Mode).Distinct().OrderBy(mode => mode)
            .Select(mode => mode switch
            {
                ParameterMode.Learnable => "copied as they are now and trained on",
                ParameterMode.Constant => "copied as they are now and kept",
                _ => "shared: an update through either network is seen by both, and only one of them may be trained at a time",
            });
        return $"The network whose parameters are {string.Join("; some are ", modes)}.";
    }

    private static string Accessibility(IEnumerable<SourceSpec> sources) => sources.Any(source => source.IsHidden) ? "internal" : "public";

    private static string Argument(string name) => CSharpLiterals.Identifier(name);
}
