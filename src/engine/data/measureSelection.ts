import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { ContentType } from '../../core/api/contentType';
import { contentTypes } from '../../core/api/contentType';
import { sql } from '../../core/kql/sql/sql';
import type { RecordSelection, SelectionSize } from '../../core/protocol/archiveProtocol';
import type { Archive } from '../archive/archive';
import type { CommittedFile } from '../archive/log/commit';
import { withConnection } from '../archive/database';
import { commonRelation } from '../archive/records/recordColumns';
import { interruptible } from '../query/interruptible';
import { dayOf, selectedPart, timeCondition } from './fileSelection';
import type { RecordScope } from './recordScope';
import { readFiles } from './readFiles';

/** What some files hold of a selection; of one content type, or of all. */
interface Measure {
  readonly records: number;
  readonly bytes: number;
  readonly oldest?: number | undefined;
  readonly newest?: number | undefined;
}

const nothing: Measure = { records: 0, bytes: 0 };

const instant = z.coerce.number().nullable();
const measuredRow = z.object({ records: z.coerce.number(), oldest: instant, newest: instant });

/** What a selection holds. Only files whose facts do not tell are opened. */
export function measureSelection(
  archive: Archive,
  { tenantId, selection }: RecordScope,
  signal?: AbortSignal,
): Promise<SelectionSize> {
  return readFiles(archive, { tenantId, signal }, (files) => measureFiles(archive, files, selection, signal));
}

/** @throws Node's `ENOENT`, or DuckDB's error, where another process has removed one of the files */
export async function measureFiles(
  archive: Archive,
  files: readonly CommittedFile[],
  selection: RecordSelection,
  signal?: AbortSignal,
): Promise<SelectionSize> {
  const measures = new Map<ContentType, Measure>();
  for (const contentType of contentTypes) {
    const told: CommittedFile[] = [];
    const asked: CommittedFile[] = [];
    for (const file of files) {
      const part = file.contentType === contentType ? selectedPart(file, selection) : 'none';
      if (part !== 'none') {
        (part === 'all' && tellsTimes(file) ? told : asked).push(file);
      }
    }
    const measure = addUp(
      await measureByFacts(archive, told),
      await measureByRecords(archive, asked, selection, signal),
    );
    if (measure.records > 0) {
      measures.set(contentType, measure);
    }
  }
  const { records, bytes, oldest, newest } = [...measures.values()].reduce(addUp, nothing);
  return {
    records,
    bytes,
    contentTypes: [...measures].map(([contentType, measure]) => ({ contentType, records: measure.records })),
    ...(oldest === undefined ? {} : { oldest }),
    ...(newest === undefined ? {} : { newest }),
  };
}

/** Files that were written by earlier versions do not; files of records without a time have none to tell. */
function tellsTimes(file: CommittedFile): boolean {
  return dayOf(file) === undefined || (file.oldest !== undefined && file.newest !== undefined);
}

async function measureByFacts(archive: Archive, files: readonly CommittedFile[]): Promise<Measure> {
  let measure = nothing;
  for (const file of files) {
    const { records, oldest, newest } = file;
    measure = addUp(measure, { records, bytes: await bytesOf(archive, file), oldest, newest });
  }
  return measure;
}

async function measureByRecords(
  archive: Archive,
  files: readonly CommittedFile[],
  selection: RecordSelection,
  signal: AbortSignal | undefined,
): Promise<Measure> {
  if (files.length === 0) {
    return nothing;
  }
  const relation = commonRelation(files.map((file) => archive.pathOf(file)));
  const query = sql`SELECT count(*) AS "records", epoch_ms(min("CreationTime")) AS "oldest", epoch_ms(max("CreationTime")) AS "newest"
    FROM ${relation} WHERE ${timeCondition(selection)}`;
  const rows = await withConnection(archive.database, (connection) =>
    interruptible(connection, signal, () => connection.runAndReadAll(query.text)),
  );
  const { records, oldest, newest } = measuredRow.parse(rows.getRowObjectsJS()[0]);
  let bytes = 0;
  for (const file of files) {
    bytes += await bytesOf(archive, file);
  }
  const allRecords = files.reduce((sum, file) => sum + file.records, 0);
  return {
    records,
    bytes: Math.round((bytes * records) / allRecords),
    oldest: oldest ?? undefined,
    newest: newest ?? undefined,
  };
}

export async function bytesOf(archive: Archive, file: CommittedFile): Promise<number> {
  return file.bytes ?? (await stat(archive.pathOf(file))).size;
}

function addUp(one: Measure, other: Measure): Measure {
  return {
    records: one.records + other.records,
    bytes: one.bytes + other.bytes,
    oldest: extreme(Math.min, one.oldest, other.oldest),
    newest: extreme(Math.max, one.newest, other.newest),
  };
}

function extreme(
  choose: (one: number, other: number) => number,
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : choose(one, other);
}
