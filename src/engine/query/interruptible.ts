import type { DuckDBConnection } from '@duckdb/node-api';

/** An interrupt that comes before DuckDB has begun is forgotten, so it is given again. */
const repeatMs = 50;

/**
 * Runs a step on a connection, and interrupts DuckDB when the signal says so.
 *
 * @throws the signal's reason, once it is aborted
 */
export async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  step: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  let repeat: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    connection.interrupt();
    repeat = setInterval(() => {
      connection.interrupt();
    }, repeatMs);
  };
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const result = await step();
    signal?.throwIfAborted();
    return result;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    clearInterval(repeat);
  }
}
