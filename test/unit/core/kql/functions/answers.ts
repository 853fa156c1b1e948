import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import type { CellValue } from '../../../../../src/core/protocol/queryProtocol';
import { openDuckDb, runKql } from '../runKql';

/** Tests that each expression has its value. A real is compared to twelve digits. */
export function testAnswers(answers: readonly (readonly [expression: string, value: CellValue])[]): void {
  const connection = useDuckDb();
  test.each(answers)('%s', async (expression, value) => {
    const [result] = await runKql(connection(), `print x = ${expression}`);
    expect(result?.rows.map((row) => row.map(rounded))).toEqual([[rounded(value)]]);
  });
}

/** Tests the rows of each query. */
export function testRows(
  queries: readonly (readonly [query: string, rows: readonly (readonly CellValue[])[]])[],
): void {
  const connection = useDuckDb();
  test.each(queries)('%s', async (query, rows) => {
    const [result] = await runKql(connection(), query);
    expect(result?.rows.map((row) => row.map(rounded))).toEqual(rows.map((row) => row.map(rounded)));
  });
}

function useDuckDb(): () => DuckDBConnection {
  let opened: DuckDBConnection | undefined;
  beforeAll(async () => {
    opened = await openDuckDb();
  });
  return () => {
    if (opened === undefined) {
      throw new Error('DuckDB is not open.');
    }
    return opened;
  };
}

function rounded(value: CellValue): CellValue {
  if (typeof value === 'number') {
    return Number(value.toPrecision(12));
  }
  if (Array.isArray(value)) {
    return value.map(rounded);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rounded(member)]))
    : value;
}
