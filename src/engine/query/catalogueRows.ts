import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { DuckDBTimestampValue } from '@duckdb/node-api';
import type { KustoType } from '../../core/kql/kustoType';
import { stateAt } from '../../core/archive/collectedContent';
import { settledPart } from '../../core/archive/settled';
import { identifier, sql } from '../../core/kql/sql/sql';
import type { TableSchema } from '../../core/kql/tableSchema';
import { contentBlobsTable, contentWindowsTable, subscriptionsTable } from '../../core/schema/catalogueTables';
import type { TenantContent } from '../archive/archive';
import { duckdbType } from '../archive/records/recordColumns';

/** Datetimes are milliseconds since the epoch. */
type Cell = string | number | boolean | undefined;

/**
 * Puts what the catalogue knows into temporary tables of a connection, in place of what was there.
 *
 * @param now milliseconds since the epoch: blobs that have expired by then are lost
 */
export async function loadCatalogue(
  connection: DuckDBConnection,
  tenants: readonly TenantContent[],
  now: number,
): Promise<void> {
  await fillTable(connection, contentBlobsTable, blobRows(tenants, now));
  await fillTable(connection, contentWindowsTable, windowRows(tenants));
  await fillTable(connection, subscriptionsTable, subscriptionRows(tenants));
}

function* blobRows(tenants: readonly TenantContent[], now: number): Generator<readonly Cell[]> {
  for (const { tenantId, blobs } of tenants) {
    for (const blob of blobs) {
      const { contentType, contentId, contentUri, created, expires, records, duplicates, reason } = blob;
      const { fetchedAt, unreadable, attempts, retryAt, leftOut } = blob;
      const state = stateAt(now, blob);
      yield [
        ...[tenantId, contentType, contentId, contentUri, created, expires, state, records, duplicates, reason],
        ...[fetchedAt, unreadable, attempts, retryAt, leftOut],
      ];
    }
  }
}

function* windowRows(tenants: readonly TenantContent[]): Generator<readonly Cell[]> {
  for (const { tenantId, windows } of tenants) {
    for (const window of windows) {
      const { contentType, start, end, listedAt, pages, blobs } = window;
      const settledTime = settledPart(window)?.end;
      yield [tenantId, contentType, start, end, listedAt, pages, blobs, settledTime, settledTime === end];
    }
  }
}

function* subscriptionRows(tenants: readonly TenantContent[]): Generator<readonly Cell[]> {
  for (const { tenantId, subscriptions } of tenants) {
    for (const { contentType, status, webhook, listedAt } of subscriptions) {
      yield [tenantId, contentType, status, webhook?.address, webhook?.status, webhook?.expires, listedAt];
    }
  }
}

async function fillTable(
  connection: DuckDBConnection,
  { name, columns }: TableSchema,
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const definitions = columns.map((column) => sql`${identifier(column.name)} ${duckdbType(column.type)}`);
  await connection.run(sql`CREATE OR REPLACE TEMP TABLE ${identifier(name)} (${definitions})`.text);
  const appender = await connection.createAppender(name);
  try {
    for (const row of rows) {
      columns.forEach(({ type }, index) => {
        append(appender, type, row[index]);
      });
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
}

function append(appender: DuckDBAppender, type: KustoType, cell: Cell): void {
  if (cell === undefined) {
    appender.appendNull();
  } else if (typeof cell === 'string') {
    appender.appendVarchar(cell);
  } else if (typeof cell === 'boolean') {
    appender.appendBoolean(cell);
  } else if (type === 'datetime') {
    appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Math.trunc(cell)) * 1_000n));
  } else {
    appender.appendBigInt(BigInt(cell));
  }
}
