import { randomUUID } from 'node:crypto';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { CompiledStatement } from '../../core/kql/compileKql';
import type { Column } from '../../core/kql/kustoType';
import { identifier, integerLiteral, sql, type Sql } from '../../core/kql/sql/sql';
import { cellValue } from '../../core/kql/values/cellValue';
import type { Row } from '../../core/protocol/queryProtocol';
import type { Archive } from '../archive/archive';
import { withConnection } from '../archive/database';
import type { QuerySession, RecordsRead } from './querySession';
import { ResultViews } from './result/resultViews';
import { runFailure } from './runFailure';

/** The result of one statement: a table inside DuckDB, which spills to the disk what memory does not hold. */
export class StatementResult {
  readonly views: ResultViews;

  private constructor(
    /** Where it lies, as long as the archive is open. */
    readonly archive: Archive,
    private readonly id: string,
    /** What was run. */
    readonly statement: CompiledStatement,
    /** What of the records was read. */
    readonly read: RecordsRead,
    readonly rowCount: number,
    readonly elapsedMs: number,
  ) {
    this.views = new ResultViews(this);
  }

  get database(): DuckDBInstance {
    return this.archive.database;
  }

  get columns(): readonly Column[] {
    return this.statement.columns;
  }

  /** Its columns are those of the result, `c0`…, and `position`, which is the row's, from 0. */
  get table(): Sql {
    return identifier(`Result ${this.id}`);
  }

  /** The name of an index on `position`, where there is one. */
  get index(): Sql {
    return identifier(`Positions ${this.id}`);
  }

  /**
   * Runs a statement to its end.
   *
   * @param session has the views that the statement reads
   * @throws EngineError `query` where the data is not as the statement wants it; the signal's reason, once it is aborted
   */
  static async compute(
    { archive, statement, read }: Pick<StatementResult, 'archive' | 'statement' | 'read'>,
    session: QuerySession,
    signal: AbortSignal | undefined,
  ): Promise<StatementResult> {
    const started = performance.now();
    const id = randomUUID();
    // By number, since names that differ in case alone are one to DuckDB.
    const names = statement.columns.map((_, index) => `c${index}`).join(', ');
    const text = `CREATE TABLE ${identifier(`Result ${id}`).text} AS
      SELECT *, row_number() OVER () - 1 AS "position" FROM (${statement.sql}) AS "Result" (${names})`;
    const created = await session.run(text, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw runFailure(error, statement);
    });
    const rowCount = Number(created.getRows()[0]?.[0]);
    return new StatementResult(archive, id, statement, read, rowCount, performance.now() - started);
  }

  /** Rows by their position, from 0; fewer than `limit` at the end. */
  async readRows(offset: number, limit: number): Promise<Row[]> {
    const [first, end] = [integerLiteral(offset), integerLiteral(offset + limit)];
    const result = await withConnection(this.database, (connection) =>
      connection.runAndReadAll(
        sql`SELECT * FROM ${this.table} WHERE rowid >= ${first} AND rowid < ${end} ORDER BY rowid`.text,
      ),
    );
    return result.getRows().map((values) => this.columns.map(({ type }, index) => cellValue(type, values[index])));
  }

  /** Lets the rows go. It may be called again. */
  async dispose(): Promise<void> {
    await this.views.close();
    await withConnection(this.database, (connection) => connection.run(sql`DROP TABLE IF EXISTS ${this.table}`.text));
  }
}
