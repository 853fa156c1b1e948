/** Random queries over random tables give the rows that a plain evaluator gives, by `datatable` and from stored tables alike. */
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Column, KustoType } from '../../../../src/core/kql/kustoType';
import { identifier, integerLiteral, sql, type Sql } from '../../../../src/core/kql/sql/sql';
import { literalSql, sqlTypes, timestampOfTicks } from '../../../../src/core/kql/sql/sqlTypes';
import { storedNames } from '../../../../src/core/kql/storedNames';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';
import { formatDatetime, formatTimespan } from '../../../../src/core/kql/values/dateTimeText';
import { fuzzRuns, fuzzTimeout } from './fuzzRuns';
import { Choices, datatableText, randomQuery, randomTable, type ReferenceTable } from './reference/randomQuery';
import { items, whole, type ReferenceType, type Value } from './reference/value';
import { openDuckDb, runKql } from '../../../unit/core/kql/runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

/** Reals are alike in ten digits, arrays whatever their order. */
function cellText(type: KustoType, cell: CellValue): string {
  if (Array.isArray(cell)) {
    return `[${cell
      .map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))
      .sort()
      .join()}]`;
  }
  return type === 'real' && cell !== null
    ? (Number(cell) + 0).toPrecision(10)
    : JSON.stringify(type === 'long' && typeof cell === 'number' ? String(cell) : cell);
}

function valueText(type: ReferenceType, value: Value): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') {
    return cellText(type, value);
  }
  switch (type) {
    case 'datetime':
      return cellText(type, formatDatetime(whole(value)));
    case 'timespan':
      return cellText(type, formatTimespan(whole(value)));
    case 'int':
      return cellText(type, Number(value));
    case 'dynamic':
      return cellText(type, items(value).map(String));
    default:
      return cellText(type, String(value));
  }
}

const storedTypes: Readonly<Record<ReferenceType, Sql>> = { ...sqlTypes, datetime: sql`TIMESTAMP` };

/** As a view of the archive has it: an empty string may be missing, datetimes are timestamps. */
function storedValue(type: ReferenceType, value: Value, row: number): Sql {
  if (value === null || (value === '' && row % 2 === 0)) {
    return sql`NULL::${storedTypes[type]}`;
  }
  switch (type) {
    case 'datetime':
      return timestampOfTicks(integerLiteral(whole(value)));
    case 'dynamic':
      return literalSql({
        kind: 'literal',
        type,
        value: JSON.stringify(items(value).map((item) => (typeof item === 'bigint' ? Number(item) : item))),
      });
    default:
      return literalSql({ kind: 'literal', type, value: typeof value === 'object' ? null : value });
  }
}

async function store({ name, columns, rows }: ReferenceTable): Promise<void> {
  const sqlNames = storedNames(columns.map((column) => column.name));
  const schema = columns.map(({ type }, index) => sql`${identifier(sqlNames[index] ?? '')} ${storedTypes[type]}`);
  await connection.run(sql`CREATE OR REPLACE TABLE ${identifier(name)} (${schema})`.text);
  if (rows.length > 0) {
    const values = rows.map(
      (row, place) => sql`(${columns.map(({ type }, index) => storedValue(type, row[index] ?? null, place))})`,
    );
    await connection.run(sql`INSERT INTO ${identifier(name)} VALUES ${values}`.text);
  }
}

interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly string[];
}

async function answer(kql: string, tables: readonly ReferenceTable[]): Promise<Answer> {
  const [result] = await runKql(connection, kql, tables);
  const columns = result?.columns ?? [];
  return {
    columns,
    rows: (result?.rows ?? []).map((row) =>
      row.map((cell, index) => cellText(columns[index]?.type ?? 'string', cell)).join(' | '),
    ),
  };
}

const choices = fc.array(fc.nat(9_999), { minLength: 100, maxLength: 400, size: 'max' });

test(
  'random queries',
  async () => {
    await fc.assert(
      fc.asyncProperty(choices, async (numbers) => {
        const chosen = new Choices(numbers);
        const tables = ['S', 'T'].map((name) => randomTable(chosen, name));
        const query = randomQuery(chosen, tables, 1 + chosen.below(5));
        const lets = tables.map((table) => `let ${table.name} = ${datatableText(table)};\n`).join('');
        const inOrder = (rows: readonly string[]): readonly string[] => (query.isOrdered ? rows : rows.toSorted());
        const expected = {
          columns: query.columns,
          rows: inOrder(
            query.rows.map((row) =>
              row.map((value, index) => valueText(query.columns[index]?.type ?? 'string', value)).join(' | '),
            ),
          ),
        };
        await Promise.all(tables.map(store));
        for (const [text, known] of [
          [lets + query.kql, []],
          [query.kql, tables],
        ] as const) {
          const { columns, rows } = await answer(text, known);
          expect({ columns, rows: inOrder(rows) }, lets + text).toEqual(expected);
        }
      }),
      fuzzRuns(160),
    );
  },
  fuzzTimeout,
);
