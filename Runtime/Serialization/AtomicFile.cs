namespace NetGen;

/// <summary>Replaces files as a whole: a reader sees the old content or the new, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a temporary file in the folder of <paramref name="path"/>, flushes it to the disk and renames it.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        // Through a link, what it points to is replaced, not the link.
        var link = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
        string target = link?.FullName ?? Path.GetFullPath(path);
        RequirePlace(target);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Checks that a file can be written at <paramref name="path"/>, as far as that shows beforehand, so that no message is about the temporary file.</summary>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    /// <exception cref="IOException">It is a folder.</exception>
    public static void RequirePlace(string path)
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full) ?? "";
        if (Directory.Exists(full))
            throw new IOException($"'{path}' is a folder, or ends like one; give the path of a file in it");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"'{path}' cannot be written: its folder '{folder}' does not exist; create it with Directory.CreateDirectory, or give another path");
    }
}
