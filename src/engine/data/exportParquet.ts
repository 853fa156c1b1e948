import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Sql } from '../../core/kql/sql/sql';
import { sql, textLiteral } from '../../core/kql/sql/sql';
import { pathLiteral, withConnection } from '../archive/database';
import { filesRelation } from '../archive/recordColumns';
import { interruptible } from '../query/interruptible';
import type { ExportedPart, ExportTask } from './exportTask';
import { timeCondition } from './fileSelection';
import { readFiles } from './readFiles';
import type { Stretch } from './stretches';
import { eventOrder, filesOfStretch, stretchesOf } from './stretches';

const readBytes = 1024 * 1024;

/** How far an export is when the stretches are written, and their files are to be joined and handed over. */
const stretchesFraction = 0.8;

/** What every file has, for an export without records. */
const noRecords = sql`(SELECT NULL::VARCHAR AS "Id", NULL::TIMESTAMP AS "CreationTime", NULL::JSON AS "Record", NULL::VARCHAR AS "TenantId",
  NULL::VARCHAR AS "ContentType", NULL::DATE AS "Day" WHERE false)`;

const copied = z.tuple([z.tuple([z.coerce.number()])]);

/**
 * One Parquet file. DuckDB writes inside the archive alone, so it is made in the work folder: a file for each stretch of time, so that
 * no more than its records have to be put in order at a time, and one of all of these.
 */
export async function* exportParquet(task: ExportTask): AsyncGenerator<ExportedPart> {
  const { archive, scope, signal, onProgress } = task;
  const folder = path.join(archive.workFolder, randomUUID());
  await mkdir(folder);
  try {
    const parts: string[] = [];
    let records = 0;
    for (const stretch of stretchesOf(await archive.files(scope.tenantId), scope.selection)) {
      const part = path.join(folder, `part${parts.length}.parquet`);
      const written = await writeStretch(task, stretch, part);
      if (written > 0) {
        parts.push(part);
        records += written;
        onProgress?.({ records, fraction: Math.min(1, records / task.records) * stretchesFraction });
      }
    }
    const whole = await join(task, parts, path.join(folder, 'whole.parquet'));
    const { size } = await stat(whole);
    let recordsLeft = records;
    let given = 0;
    for await (const bytes of createReadStream(whole, { highWaterMark: readBytes }) as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted();
      yield { bytes, records: recordsLeft };
      recordsLeft = 0;
      given += bytes.length;
      onProgress?.({ records, fraction: stretchesFraction + (1 - stretchesFraction) * (given / size) });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns how many records it has */
function writeStretch(task: ExportTask, stretch: Stretch, file: string): Promise<number> {
  const { archive, scope, signal } = task;
  return readFiles(archive, { tenantId: scope.tenantId, signal }, (files) => {
    const selected = filesOfStretch(files, stretch).map((part) => archive.pathOf(part));
    return selected.length === 0
      ? Promise.resolve(0)
      : copy(
          task,
          sql`SELECT * FROM ${filesRelation(selected)} WHERE ${timeCondition(stretch.selection)} ORDER BY ${eventOrder}`,
          file,
        );
  });
}

/** @returns the file that has the records of all parts, in their order */
async function join(task: ExportTask, parts: readonly string[], file: string): Promise<string> {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    return first;
  }
  const all = first === undefined ? noRecords : sql`read_parquet([${parts.map(pathLiteral)}], union_by_name = true)`;
  await copy(task, sql`FROM ${all}`, file);
  return file;
}

/** Rows are written in the order in which they come. @returns how many */
async function copy({ archive, signal }: ExportTask, rows: Sql, file: string): Promise<number> {
  const text = sql`COPY (${rows}) TO ${textLiteral(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)`
    .text;
  const result = await withConnection(archive.database, (connection) =>
    interruptible(connection, signal, () => connection.runAndReadAll(text)),
  );
  return copied.parse(result.getRows())[0][0];
}
