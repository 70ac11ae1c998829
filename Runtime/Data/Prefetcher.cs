namespace NetGen;

/// <summary>One background thread that gathers one batch at a time, on request.</summary>
internal sealed class Prefetcher : IDisposable
{
    private readonly SemaphoreSlim _requested = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private readonly Thread _thread;
    private BatchBuffer? _buffer;
    private ReadOnlyMemory<int> _indices;
    private Exception? _failure;

    public Prefetcher()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "netgen batch prefetch" };
        _thread.Start();
    }

    /// <summary>Whether a request has been made and not been waited for.</summary>
    public bool Pending { get; private set; }

    /// <summary>Starts to gather the rows at <paramref name="indices"/>; neither may be touched until <see cref="Wait"/> returns.</summary>
    public void Request(BatchBuffer buffer, ReadOnlyMemory<int> indices)
    {
        _buffer = buffer;
        _indices = indices;
        Pending = true;
        _requested.Release();
    }

    /// <summary>Waits for the request, if there is one.</summary>
    public void Wait()
    {
        if (!Pending)
            return;
        _done.Wait();
        Pending = false;
        if (_failure is not null)
            throw new InvalidOperationException("A batch could not be gathered.", _failure);
    }

    public void Dispose()
    {
        if (Pending)
            _done.Wait();
        _buffer = null;
        _requested.Release();
        _thread.Join();
        _requested.Dispose();
        _done.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _requested.Wait();
            if (_buffer is null)
                return;
            try
            {
                _buffer.Gather(_indices.Span);
            }
            catch (Exception exception)
            {
                _failure = exception;
            }

            _done.Release();
        }
    }
}
