using System.Text.RegularExpressions;
using NetGen.Generator.Ops;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Architecture;

/// <summary>An op is one file: its primitive, its gradient, its public function and documentation.</summary>
public sealed class OneOpOneFileTests
{
    private static readonly Dictionary<string, string[]> FilesByType = RepositoryRoot.Files("Generator/Ops", "*.cs")
        .SelectMany(file => Regex.Matches(RepositoryRoot.Read(file), @"^internal sealed (?:record|class) (\w+)", RegexOptions.Multiline).Select(match => (Type: match.Groups[1].Value, File: file)))
        .GroupBy(pair => pair.Type, pair => pair.File)
        .ToDictionary(group => group.Key, group => group.ToArray());

    public static TheoryData<Type> Parts => [.. Find(typeof(Op), typeof(OpFunction), typeof(Layer))];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Part_OfAnOp_LivesInTheFileOfItsName(Type type)
    {
        var file = Assert.Single(FilesByType[type.Name]);
        var expected = Regex.Replace(type.Name, "(Function|Layer|Metric|Loss)$", "");
        // The function Sum lives with the primitive ReduceSum.
        Assert.Contains(Path.GetFileNameWithoutExtension(file), new[] { expected, $"Reduce{expected}" });
    }

    [Fact]
    public void Files_WithAnOp_HaveNoSecondOne()
    {
        var primitives = Find(typeof(Op)).GroupBy(type => FilesByType[type.Name][0]);
        Assert.Empty(primitives.Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(type => type.Name))}"));
    }

    private static IEnumerable<Type> Find(params Type[] bases) =>
        typeof(Op).Assembly.GetTypes().Where(type => !type.IsAbstract && type.Namespace == typeof(Op).Namespace && bases.Any(b => b.IsAssignableFrom(type)));
}
