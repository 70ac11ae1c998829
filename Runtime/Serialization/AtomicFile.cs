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
        catch (Exception exception)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            if (exception is UnauthorizedAccessException)
                throw new UnauthorizedAccessException($"'{path}' cannot be written: no file may be made in its folder '{Path.GetDirectoryName(target)}'; give another path, or permission to write there", exception);
            if (exception is IOException)
                throw new IOException($"'{path}' could not be written, and is as it was: {exception.Message.Replace(temporary, path, StringComparison.Ordinal)}", exception);
            throw;
        }
    }

    /// <summary>Checks that a file can be written at <paramref name="path"/>, as far as that shows beforehand, so that no message is about the temporary file.</summary>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    /// <exception cref="IOException">It is a folder.</exception>
    public static void RequirePlace(string path)
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full) ?? "";
        RequireNoFolder(path);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"'{path}' cannot be written: its folder '{folder}' does not exist; create it with Directory.CreateDirectory, or give another path");
    }

    /// <summary>Checks that <paramref name="path"/> is not that of a folder, which systems report as a lack of permission.</summary>
    /// <exception cref="IOException">It is.</exception>
    public static void RequireNoFolder(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder, or ends like one; give the path of a file in it");
    }
}
