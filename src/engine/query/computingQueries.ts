import type { DuckDBConnection } from '@duckdb/node-api';
import { interruptible } from './interruptible';

/** How long is computed before it is asked whether a query was cancelled, in milliseconds. */
const patienceMs = 20;

/**
 * The queries that run in a database, so that what JavaScript computes for one of them ends when that one is cancelled. DuckDB has
 * functions called for 2,048 rows at a time; until that is done, this process reads no message that would cancel anything.
 */
export class ComputingQueries {
  private readonly signals = new Map<number, AbortSignal>();
  private heardAt = 0;

  /** @param hear looks at once for what was cancelled, and aborts its signal; it need not look where nothing can be seen that way */
  constructor(private readonly hear: () => void = () => undefined) {}

  /**
   * Runs a step on a connection, see `interruptible`. A connection has one step at a time.
   *
   * @throws the signal's reason, once it is aborted
   */
  async run<T>(connection: DuckDBConnection, signal: AbortSignal | undefined, step: () => Promise<T>): Promise<T> {
    if (signal === undefined) {
      return step();
    }
    const { connectionId } = connection.clientContext;
    this.signals.set(connectionId, signal);
    try {
      return await interruptible(connection, signal, step);
    } finally {
      this.signals.delete(connectionId);
    }
  }

  /**
   * To be called often, from what computes for a connection.
   *
   * @throws the reason, if its query was cancelled
   */
  throwIfCancelled(connectionId: number): void {
    const now = performance.now();
    if (now - this.heardAt > patienceMs) {
      this.hear();
      this.heardAt = performance.now();
    }
    this.signals.get(connectionId)?.throwIfAborted();
  }
}
