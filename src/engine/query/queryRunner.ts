import type { CompiledStatement } from '../../core/kql/compileKql';
import { compileOverData } from '../../core/kql/compileOverData';
import { notSupported } from '../../core/kql/queryError';
import type { QueryLanguage } from '../../core/protocol/queryProtocol';
import type { Archive } from '../archive/archive';
import { withArchiveErrors } from '../archive/archiveError';
import { interruptible } from './interruptible';
import { QuerySession } from './querySession';
import { runFailure } from './runFailure';
import { StatementResult } from './statementResult';

export type { StatementResult } from './statementResult';

export interface QueryOptions {
  readonly language: QueryLanguage;
  /** Only this tenant's records; all tenants' where it is absent. */
  readonly tenantId?: string | undefined;
  /** What `now()` means, in milliseconds since the epoch. */
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
}

/** Runs queries over an archive. */
export class QueryRunner {
  /** The session that was used last: while no records come, the next query finds its views made. */
  private idle: QuerySession | undefined;

  constructor(private readonly archive: Archive) {}

  /**
   * Compiles a text and runs its statements, in order, over the records as they are now.
   *
   * @returns a result for each statement that gives one; the caller disposes of them
   * @throws EngineError `query`, with its place, where the text is wrong or the data does not fit: then there are no results. The
   *   signal's reason, once it is aborted.
   */
  async run(text: string, options: QueryOptions): Promise<StatementResult[]> {
    if (options.language !== 'kql') {
      throw notSupported('PowerShell', { start: 0, length: text.length });
    }
    const session = await this.takeSession(options.tenantId);
    try {
      const statements = await this.compile(text, options, session);
      return await this.runStatements(statements, session, options.signal);
    } finally {
      this.idle?.close();
      this.idle = session;
    }
  }

  /** Lets its connection go. Results stay until they are disposed of. */
  close(): void {
    this.idle?.close();
    this.idle = undefined;
  }

  /** The data may be asked for the columns of a result. */
  private compile(
    text: string,
    { now, signal }: QueryOptions,
    { connection, tables }: QuerySession,
  ): Promise<CompiledStatement[]> {
    return compileOverData(text, { tables, now }, async (sql) => {
      try {
        const result = await interruptible(connection, signal, () => connection.runAndReadAll(sql));
        return result.getRows();
      } catch (error) {
        signal?.throwIfAborted();
        throw runFailure(error, { start: 0, length: text.length });
      }
    });
  }

  private async runStatements(
    statements: readonly CompiledStatement[],
    { connection }: QuerySession,
    signal: AbortSignal | undefined,
  ): Promise<StatementResult[]> {
    const results: StatementResult[] = [];
    try {
      for (const statement of statements) {
        results.push(await StatementResult.compute(this.archive.database, connection, statement, signal));
      }
      return results;
    } catch (error) {
      await Promise.all(results.map((result) => result.dispose()));
      throw error;
    }
  }

  private async takeSession(tenantId: string | undefined): Promise<QuerySession> {
    const records = await this.archive.recordSet(tenantId);
    const { idle } = this;
    if (idle?.version === records.version) {
      this.idle = undefined;
      return idle;
    }
    return withArchiveErrors(`The archive in ${this.archive.folder} cannot be read.`, () =>
      QuerySession.open(this.archive.database, records),
    );
  }
}
