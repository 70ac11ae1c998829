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
}
