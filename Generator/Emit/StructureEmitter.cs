using NetGen.Generator.FrontEnd;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes the network's graph at layer level, which <c>Summary()</c> and the pictures are made from.</summary>
internal static class StructureEmitter
{
    public static void Emit(SourceWriter writer, NetworkSpec spec)
    {
        writer.Line($"public static readonly global::NetGen.NetworkGraph Graph = new({CSharpLiterals.String(spec.Class.Name)},");
        using (writer.Indent())
        {
            List(writer, spec.Parameters.Select(p => $"new({CSharpLiterals.String(p.Name)}, {CSharpLiterals.Integers(p.Shape.Sizes)}{(p.Kind == ParameterTraining.Trained ? "" : ", false")})"), "],");
            List(writer, NetworkStructure.Of(spec).Select(Node), "],");
            List(writer, SourceNetwork.Of(spec).Names.Select(CSharpLiterals.String), "]);");
        }
    }

    private static void List(SourceWriter writer, IEnumerable<string> items, string close)
    {
        writer.Line("[");
        using (writer.Indent())
            writer.Lines(items.Select(i => i + ","));
        writer.Line(close);
    }

    private static string Node(StructureNode node) =>
        $"new({CSharpLiterals.String(node.Name)}, global::NetGen.GraphNodeKind.{node.Kind}, {CSharpLiterals.String(node.Label)}, "
        + $"{CSharpLiterals.Integers(node.Inputs)}, {CSharpLiterals.Integers(node.Shape.Sizes)}, {CSharpLiterals.Integers(node.Parameters)}, {CSharpLiterals.String(node.Group)}{Branch(node)})";

    private static string Branch(StructureNode node) =>
        node is { Choice: { } choice, Branch: { } branch } ? $", {CSharpLiterals.Integer(choice)}, {CSharpLiterals.Integer(branch)}" : "";
}
