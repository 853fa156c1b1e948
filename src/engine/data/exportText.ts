import { z } from 'zod';
import { csvLine, guardFormula } from '../../core/text/csvText';
import type { Sql } from '../../core/kql/sql/sql';
import { sql, textLiteral } from '../../core/kql/sql/sql';
import type { Archive } from '../archive/archive';
import type { CommittedFile } from '../archive/log/commit';
import { pathLiteral } from '../archive/database';
import { duckdbType, sentText } from '../archive/records/recordColumns';
import type { ExportedPart } from '../export/exportedPart';
import { interruptible } from '../query/interruptible';
import type { ExportTask } from './exportTask';
import { timeCondition } from './fileSelection';
import { readFiles } from './readFiles';
import type { Stretch } from './stretches';
import { eventOrder, filesOfStretch, stretchesOf } from './stretches';

/** Characters that are given at a time. */
const partLength = 1024 * 1024;

const cellRows = z.array(z.array(z.string().nullable()));

export async function* exportNdjson(task: ExportTask): AsyncGenerator<ExportedPart> {
  yield* exportLines(task, [sentText], ([text = '']) => `${text.replaceAll(/[\r\n]/g, ' ')}\n`);
}

/** The columns of an export of Purview's audit search, as far as they are known of every record. */
const csvColumns: Readonly<Record<string, Sql>> = {
  RecordId: sql`"Id"`,
  CreationDate: sql`strftime("CreationTime", '%Y-%m-%dT%H:%M:%S.%f') || '0Z'`,
  RecordType: sql`"RecordType"::VARCHAR`,
  Operation: sql`"Operation"`,
  UserId: sql`"UserId"`,
  AuditData: sentText,
};

export async function* exportCsv(task: ExportTask): AsyncGenerator<ExportedPart> {
  yield { bytes: Buffer.from(csvLine(Object.keys(csvColumns))), records: 0 };
  // A record begins with a brace, so that the guard leaves it as it was sent.
  yield* exportLines(task, Object.values(csvColumns), (cells) => csvLine(cells.map(guardFormula)));
}

async function* exportLines(
  task: ExportTask,
  columns: readonly Sql[],
  toLine: (cells: readonly string[]) => string,
): AsyncGenerator<ExportedPart> {
  let text = '';
  let records = 0;
  let exported = 0;
  for await (const rows of readRows(task, columns)) {
    for (const row of rows) {
      text += toLine(row.map((cell) => cell ?? ''));
      records += 1;
      if (text.length >= partLength) {
        yield { bytes: Buffer.from(text), records };
        exported += records;
        task.onProgress?.({ records: exported, fraction: Math.min(1, exported / task.records) });
        text = '';
        records = 0;
      }
    }
  }
  yield { bytes: Buffer.from(text), records };
}

async function* readRows(
  task: ExportTask,
  columns: readonly Sql[],
): AsyncGenerator<readonly (readonly (string | null)[])[]> {
  const { archive, scope } = task;
  for (const stretch of stretchesOf(await archive.files(scope.tenantId), scope.selection)) {
    yield* readStretch(task, stretch, columns);
  }
}

async function* readStretch(
  { archive, scope: { tenantId }, signal }: ExportTask,
  stretch: Stretch,
  columns: readonly Sql[],
): AsyncGenerator<readonly (readonly (string | null)[])[]> {
  const connection = await archive.database.connect();
  try {
    // Once the first rows are there, all files are read, for the rows are in order: then none can be missed any more.
    const started = await readFiles(archive, { tenantId, signal }, async (files) => {
      const selected = filesOfStretch(files, stretch);
      if (selected.length === 0) {
        return undefined;
      }
      const query = sql`SELECT ${columns} FROM ${exportRelation(archive, selected)} WHERE ${timeCondition(stretch.selection)} ORDER BY ${eventOrder}`;
      return interruptible(connection, signal, async () => {
        const result = await connection.stream(query.text);
        return { result, first: await result.fetchChunk() };
      });
    });
    if (started !== undefined) {
      const { result, first } = started;
      for (let chunk = first; chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        signal?.throwIfAborted();
        yield cellRows.parse(chunk.getRows());
      }
    }
  } finally {
    connection.closeSync();
  }
}

/** The columns that the formats need; a file may be without the last ones. */
function exportRelation(archive: Archive, files: readonly CommittedFile[]): Sql {
  const columns = {
    Id: 'string',
    CreationTime: 'datetime',
    Record: 'dynamic',
    RecordAsSent: 'string',
    RecordType: 'int',
    Operation: 'string',
    UserId: 'string',
  } as const;
  const schema = Object.entries(columns).map(
    ([name, type]) =>
      sql`${textLiteral(name)}: {name: ${textLiteral(name)}, type: ${textLiteral(duckdbType(type).text)}, default_value: NULL}`,
  );
  const paths = files.map((file) => pathLiteral(archive.pathOf(file)));
  return sql`read_parquet([${paths}], schema = MAP {${schema}})`;
}
