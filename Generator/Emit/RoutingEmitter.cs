using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes what groups rows by their choice, takes them to the branches, and brings results back.</summary>
internal static class RoutingEmitter
{
    /// <summary>The groupings of a program.</summary>
    public static IEnumerable<MethodLocal> Declarations(KernelProgram program)
    {
        foreach (var (route, bounds) in program.BranchBounds.OrderBy(b => b.Key.Id).Select(b => (b.Key, b.Value)))
        {
            var buffer = program.BufferOf(route);
            var branches = ((Route)route.Op).Branches;
            var slots = Routing.SlotsOf(route);
            string[] numbers = [.. new[] { buffer.Offset, bounds, branches, slots, slots * (route.Type.Rows?.Slots ?? 1) }.Select(n => CSharpLiterals.Integer(n))];
            yield return new($"RowGroups {buffer.Name} = frame.Groups({string.Join(", ", numbers)}); // {branches} branches, {slots} a row", buffer.Name);
        }
    }

    public static void Emit(SourceWriter writer, Kernel kernel, KernelProgram program, RangeEmitter ranges)
    {
        switch (kernel)
        {
            case RouteKernel route:
                var rows = route.Rows is null ? "0, frame.Rows" : "firstPlace, lastPlace";
                var capacity = route.Node.Op is Route { IsBounded: true } bounded ? $", {CSharpLiterals.Float(bounded.Capacity)}" : "";
                writer.Line($"{program.BufferOf(route.Node).Name}.Sort(ref {program.BufferOf(route.Node.Inputs[0]).Name}, {rows}{capacity});");
                break;
            case GatherKernel gather:
                EmitGather(writer, gather, program);
                break;
            case MergeKernel merge:
                var method = merge.Node.Op is MergeColumns ? "MergeColumns" : "Merge";
                writer.Line(
                    $"{program.BufferOf(merge.Route).Name}.{method}(frame, ref {program.BufferOf(merge.Node).Name}, {CSharpLiterals.Integer(merge.Node.Shape.ElementCount)}, {Arrays(merge.Values, program)}, {ranges.Begin(kernel)}, {ranges.End(kernel)});");
                break;
        }
    }

    private static void EmitGather(SourceWriter writer, GatherKernel kernel, KernelProgram program)
    {
        var values = new Node?[((Route)kernel.Route.Op).Branches];
        foreach (var node in kernel.Nodes)
            values[node.Type.Rows!.Branch] = node;
        var source = program.BufferOf(kernel.Source);
        var reference = source.IsInteger ? $"ref Unsafe.As<int, float>(ref {source.Name})" : $"ref {source.Name}";
        var method = kernel.Nodes[0].Op is GatherColumn ? "GatherColumns" : "Gather";
        writer.Line(
            $"{program.BufferOf(kernel.Route).Name}.{method}(frame, {reference}, {CSharpLiterals.Integer(kernel.Source.Shape.ElementCount)}, {Arrays(values, program)});");
    }

    /// <summary>The places of the branches' arrays in the arena.</summary>
    private static string Arrays(IReadOnlyList<Node?> values, KernelProgram program) =>
        $"[{string.Join(", ", values.Select(v => CSharpLiterals.Integer(v is null ? -1 : program.BufferOf(v).Offset)))}]";
}
