/** Queries of the kind that analysts publish for Sentinel: each has an answer that the records were made for. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TableSchema } from '../../../../src/core/kql/tableSchema';
import { createHuntingTables } from './huntingRecords';
import { accountsHunts } from './hunts/accounts';
import { directoryHunts } from './hunts/directory';
import { filesHunts } from './hunts/files';
import { mailboxesHunts } from './hunts/mailboxes';
import { windowsHunts } from './hunts/windows';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
let tables: readonly TableSchema[];
beforeAll(async () => {
  connection = await openDuckDb();
  tables = await createHuntingTables(connection);
});

describe.each([
  ['accounts', accountsHunts],
  ['directory', directoryHunts],
  ['files', filesHunts],
  ['mailboxes', mailboxesHunts],
  ['windows', windowsHunts],
])('%s', (_name, hunts) => {
  test.each(hunts)('$query', async ({ query, columns, rows }) => {
    const result = (await runKql(connection, query, tables)).at(-1);
    expect(result?.columns.map(({ name }) => name).join(' ')).toBe(columns);
    const isOrdered = /\|\s*(sort|order|top)\b[^|]*(\|\s*(project|extend|render)\b[^|]*)*$/.test(query);
    const inOrder = (list: typeof rows): unknown => (isOrdered ? list : list.map((row) => JSON.stringify(row)).sort());
    expect(inOrder(result?.rows ?? [])).toEqual(inOrder(rows));
  });
});
