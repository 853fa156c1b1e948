import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import { sql, textLiteral, type Sql } from '../../core/kql/sql/sql';
import { withConnection } from '../archive/database';
import { interruptible } from '../query/interruptible';

const readBytes = 1024 * 1024;

const copied = z.tuple([z.tuple([z.coerce.number()])]);

/**
 * Writes rows to a Parquet file, in the order in which they come.
 *
 * @param file absolute path, where DuckDB may write
 * @returns how many rows
 */
export async function copyToParquet(
  database: DuckDBInstance,
  rows: Sql,
  file: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const text = sql`COPY (${rows}) TO ${textLiteral(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)`
    .text;
  const result = await withConnection(database, (connection) =>
    interruptible(connection, signal, () => connection.runAndReadAll(text)),
  );
  return copied.parse(result.getRows())[0][0];
}

/** The bytes of a file, in parts, and how much of it they are with those before: up to 1. */
export async function* readParts(
  file: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly fraction: number }> {
  const { size } = await stat(file);
  let given = 0;
  for await (const bytes of createReadStream(file, { highWaterMark: readBytes }) as AsyncIterable<Uint8Array>) {
    signal?.throwIfAborted();
    given += bytes.length;
    yield { bytes, fraction: given / size };
  }
}
