import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { compileOverData } from '../../../../src/core/kql/compileOverData';
import type { Column } from '../../../../src/core/kql/kustoType';
import type { TableSchema } from '../../../../src/core/kql/tableSchema';
import { cellValue } from '../../../../src/core/kql/values/cellValue';
import { ComputingQueries } from '../../../../src/engine/query/computingQueries';
import { registerFunctions } from '../../../../src/engine/query/functions/registerFunctions';
import { withDoubles } from '../../../../src/core/kql/values/exactNumbers';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';

export interface Result {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** `now()` in the tests. */
export const testNow = Date.parse('2026-06-15T12:00:00Z');

const noTables: readonly TableSchema[] = [];

/** One thread, so that rows without an order come in the same one each time. */
export async function openDuckDb(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  registerFunctions(connection, new ComputingQueries());
  return connection;
}

export async function runSql(connection: DuckDBConnection, sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

/** Runs the statements of a text; gives the result of each. Numbers of dynamic values are doubles: `values/exactNumbers` is tested by itself. */
export async function runKql(
  connection: DuckDBConnection,
  text: string,
  tables: readonly TableSchema[] = noTables,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const statements = await compileOverData(text, { tables, now: testNow }, (sql) => runSql(connection, sql));
  for (const { sql, columns } of statements) {
    const rows = await runSql(connection, sql);
    results.push({
      columns,
      rows: rows.map((row) => row.map((raw, index) => withDoubles(cellValue(columns[index]?.type ?? 'string', raw)))),
    });
  }
  return results;
}
