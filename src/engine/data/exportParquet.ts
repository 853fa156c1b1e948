import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from '../../core/kql/sql/sql';
import { pathLiteral } from '../archive/database';
import { filesRelation } from '../archive/records/recordColumns';
import type { ExportedPart } from '../export/exportedPart';
import { copyToParquet, readParts } from '../export/parquetFile';
import type { ExportTask } from './exportTask';
import { timeCondition } from './fileSelection';
import { readFiles } from './readFiles';
import type { Stretch } from './stretches';
import { eventOrder, filesOfStretch, stretchesOf } from './stretches';

/** How far an export is when the stretches are written, and their files are to be joined and handed over. */
const stretchesFraction = 0.8;

/** What every file has, for an export without records. */
const noRecords = sql`(SELECT NULL::VARCHAR AS "Id", NULL::TIMESTAMP AS "CreationTime", NULL::JSON AS "Record", NULL::VARCHAR AS "TenantId",
  NULL::VARCHAR AS "ContentType", NULL::DATE AS "Day" WHERE false)`;

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
    let recordsLeft = records;
    for await (const { bytes, fraction } of readParts(whole, signal)) {
      yield { bytes, records: recordsLeft };
      recordsLeft = 0;
      onProgress?.({ records, fraction: stretchesFraction + (1 - stretchesFraction) * fraction });
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
      : copyToParquet(
          archive.database,
          sql`SELECT * FROM ${filesRelation(selected)} WHERE ${timeCondition(stretch.selection)} ORDER BY ${eventOrder}`,
          file,
          signal,
        );
  });
}

/** @returns the file that has the records of all parts, in their order */
async function join({ archive, signal }: ExportTask, parts: readonly string[], file: string): Promise<string> {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    return first;
  }
  const all = first === undefined ? noRecords : sql`read_parquet([${parts.map(pathLiteral)}], union_by_name = true)`;
  await copyToParquet(archive.database, sql`FROM ${all}`, file, signal);
  return file;
}
