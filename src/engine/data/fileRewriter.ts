import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { sql, textLiteral } from '../../core/kql/sql/sql';
import type { RecordSelection } from '../../core/protocol/archiveProtocol';
import type { Archive, Staging } from '../archive/archive';
import type { CommittedFile } from '../archive/log/commit';
import { fileOptions } from '../archive/compaction/mergeFiles';
import { pathLiteral, withConnection } from '../archive/database';
import { interruptible } from '../query/interruptible';
import { timeCondition } from './fileSelection';

const restRow = z.object({
  records: z.coerce.number(),
  oldest: z.coerce.number().nullable(),
  newest: z.coerce.number().nullable(),
});

/** Writes what is left of files when the selected records are taken away. A file is written once, however often it is asked for. */
export class FileRewriter {
  private readonly rests = new Map<string, readonly CommittedFile[]>();

  constructor(
    private readonly archive: Archive,
    private readonly selection: RecordSelection,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** The file with the rest, in its place; the file itself where none of its records is selected; none where nothing is left. */
  async keepRest(file: CommittedFile, staging: Staging): Promise<readonly CommittedFile[]> {
    const known = this.rests.get(file.path);
    if (known !== undefined) {
      return known;
    }
    const rest = await withConnection(this.archive.database, (connection) => this.write(connection, file, staging));
    this.rests.set(file.path, rest);
    return rest;
  }

  private async write(
    connection: DuckDBConnection,
    file: CommittedFile,
    staging: Staging,
  ): Promise<readonly CommittedFile[]> {
    const source = sql`read_parquet([${pathLiteral(this.archive.pathOf(file))}], hive_partitioning = false)`;
    const rest = sql`FROM ${source} WHERE (${timeCondition(this.selection)}) IS NOT TRUE`;
    const facts = await interruptible(connection, this.signal, () =>
      connection.runAndReadAll(
        sql`SELECT count(*) AS "records", epoch_ms(min("CreationTime")) AS "oldest", epoch_ms(max("CreationTime")) AS "newest" ${rest}`
          .text,
      ),
    );
    const { records, oldest, newest } = restRow.parse(facts.getRowObjectsJS()[0]);
    if (records === 0 || records === file.records) {
      return records === 0 ? [] : [file];
    }
    // In the same folder of the layout: its day and content type are those of the file.
    const layoutPath = `${path.posix.dirname(file.path.replace(/^records\//, ''))}/${randomUUID()}.parquet`;
    const draft = path.join(staging.folder, layoutPath);
    await mkdir(path.dirname(draft), { recursive: true });
    await interruptible(connection, this.signal, () =>
      connection.run(sql`COPY (${rest}) TO ${textLiteral(draft)} (${fileOptions})`.text),
    );
    const times = oldest === null || newest === null ? {} : { oldest, newest };
    return staging.place([{ file: draft, layoutPath, contentType: file.contentType, records, ...times }]);
  }
}
