using System.Runtime.ExceptionServices;

namespace NetGen.Generator.Infrastructure;

/// <summary>Runs what may recurse as deep as a long definition: a stack that overflows would end the compiler, and the IDE with it.</summary>
internal static class DeepStack
{
    // A kilobyte for each node of the longest definition and its gradients, several times over. Only what is used of it becomes memory.
    private const int Bytes = 256 * 1024 * 1024;

    /// <summary>The result of <paramref name="work"/>, or its exception, from a thread with a stack of its own.</summary>
    public static T Run<T>(Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Work, Bytes) { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;

        void Work()
        {
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}
