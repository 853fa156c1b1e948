import { randomUUID } from 'node:crypto';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { CompiledStatement } from '../../core/kql/compileKql';
import type { Column } from '../../core/kql/kustoType';
import { identifier, integerLiteral } from '../../core/kql/sql/sql';
import { cellValue } from '../../core/kql/values/cellValue';
import type { Row } from '../../core/protocol/queryProtocol';
import { withConnection } from '../archive/database';
import { interruptible } from './interruptible';
import { runFailure } from './runFailure';

/** The result of one statement: a table inside DuckDB, which spills to the disk what memory does not hold. */
export class StatementResult {
  private constructor(
    private readonly database: DuckDBInstance,
    private readonly table: string,
    readonly columns: readonly Column[],
    readonly rowCount: number,
    readonly elapsedMs: number,
  ) {}

  /**
   * Runs a statement to its end.
   *
   * @param connection has the views that the statement reads
   * @throws EngineError `query` where the data is not as the statement wants it; the signal's reason, once it is aborted
   */
  static async compute(
    database: DuckDBInstance,
    connection: DuckDBConnection,
    statement: CompiledStatement,
    signal: AbortSignal | undefined,
  ): Promise<StatementResult> {
    const started = performance.now();
    const table = identifier(`Result ${randomUUID()}`).text;
    // By number, since names that differ in case alone are one to DuckDB.
    const names = statement.columns.map((_, index) => `c${index}`).join(', ');
    const created = await interruptible(connection, signal, () =>
      connection.runAndReadAll(`CREATE TABLE ${table} AS SELECT * FROM (${statement.sql}) AS "Result" (${names})`),
    ).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw runFailure(error, statement);
    });
    return new StatementResult(
      database,
      table,
      statement.columns,
      Number(created.getRows()[0]?.[0]),
      performance.now() - started,
    );
  }

  /** Rows by their position, from 0; fewer than `limit` at the end. */
  async readRows(offset: number, limit: number): Promise<Row[]> {
    const [first, end] = [integerLiteral(offset).text, integerLiteral(offset + limit).text];
    const result = await withConnection(this.database, (connection) =>
      connection.runAndReadAll(`SELECT * FROM ${this.table} WHERE rowid >= ${first} AND rowid < ${end} ORDER BY rowid`),
    );
    return result.getRows().map((values) => this.columns.map(({ type }, index) => cellValue(type, values[index])));
  }

  /** Lets the rows go. It may be called again. */
  async dispose(): Promise<void> {
    await withConnection(this.database, (connection) => connection.run(`DROP TABLE IF EXISTS ${this.table}`));
  }
}
