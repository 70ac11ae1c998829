using NetGen.Sample.Shell;

namespace NetGen.Sample.Fashion;

/// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): pictures of 28 × 28 pixels, scaled to 0 … 1, and which of ten pieces of clothing each shows.</summary>
internal static class FashionData
{
    /// <summary>Where Debian's package puts the files.</summary>
    public const string DebianFolder = "/usr/share/datasets/fashion-mnist";

    /// <summary>The pieces of clothing, by label.</summary>
    public static readonly string[] Classes = ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"];

    /// <summary>Reads the four files, plain or with gzip: columns <c>picture</c> and <c>label</c>.</summary>
    /// <exception cref="UsageException">A file is not there, or is another.</exception>
    public static (DataSet Training, DataSet Test) Read(string folder) => (Part(folder, "train"), Part(folder, "t10k"));

    private static DataSet Part(string folder, string name)
    {
        IdxArray pictures = Find(folder, $"{name}-images-idx3-ubyte"), labels = Find(folder, $"{name}-labels-idx1-ubyte");
        if (pictures.RowShape is not [28, 28] || labels.RowShape.Length != 0 || pictures.Shape[0] != labels.Shape[0])
            throw new UsageException($"The files '{name}-…' in '{folder}' are not pictures of 28 × 28 pixels with as many labels.");
        return new DataSet().Add("picture", pictures.ToFloats(1 / 255f), 28, 28, 1).Add("label", labels.ToIntegers());
    }

    private static IdxArray Find(string folder, string name)
    {
        string? path = Array.Find([Path.Combine(folder, name + ".gz"), Path.Combine(folder, name)], File.Exists);
        if (path is null)
        {
            throw new UsageException(
                $"There is no file '{name}' or '{name}.gz' in '{folder}'. On Debian and Ubuntu, 'apt-get install dataset-fashion-mnist' puts the files into "
                + $"{DebianFolder}; elsewhere, get them from https://github.com/zalandoresearch/fashion-mnist and name their folder with --data.");
        }

        try
        {
            return IdxReader.Read(path);
        }
        catch (InvalidDataException error)
        {
            throw new UsageException(error.Message);
        }
    }
}
