import path from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import type { Sql } from '../../../core/kql/sql/sql';
import { sql } from '../../../core/kql/sql/sql';
import { blobText } from './blobText';
import type { TenantCatalogue } from '../log/catalogue';
import type { CommittedFile } from '../log/commit';
import { withConnection } from '../database';
import { commonRelation, sentText } from './recordColumns';

const textRows = z.array(z.object({ Id: z.string(), Text: z.string() }));

/** Reads records and blobs back, as the service sent them. */
export class RecordReader {
  constructor(
    private readonly archiveFolder: string,
    private readonly database: DuckDBInstance,
  ) {}

  /** Undefined if the archive has not all of the blob's records. */
  async readBlob(tenant: TenantCatalogue, contentId: string): Promise<string | undefined> {
    const entry = tenant.blobs.get(contentId);
    const { state, records = 0, duplicates = 0, copies = [], unreadable = 0 } = entry?.blob ?? {};
    if (entry === undefined || state !== 'archived' || copies.length !== duplicates || unreadable > 0) {
      return undefined;
    }
    const kept = sql`"ContentId" = $key ORDER BY "Ordinal"`;
    const texts = (await this.readTexts(tenant.filesOf(entry), kept, contentId)).map(({ Text }) => Text);
    if (texts.length + copies.length !== records) {
      return undefined;
    }
    const ids = JSON.stringify(copies.map(({ id }) => id));
    const first = sql`"Id" IN (SELECT unnest($key::JSON::VARCHAR[]))`;
    const originals = copies.length === 0 ? [] : await this.readTexts(tenant.files, first, ids);
    return blobText(texts, copies, new Map(originals.map(({ Id, Text }) => [Id, Text])));
  }

  async readRecord({ files }: TenantCatalogue, recordId: string): Promise<string | undefined> {
    const [record] = await this.readTexts(files, sql`"Id" = $key LIMIT 1`, recordId);
    return record?.Text;
  }

  private async readTexts(
    files: readonly CommittedFile[],
    condition: Sql,
    key: string,
  ): Promise<z.infer<typeof textRows>> {
    if (files.length === 0) {
      return [];
    }
    const relation = commonRelation(files.map((file) => path.join(this.archiveFolder, file.path)));
    return withConnection(this.database, async (connection) => {
      const rows = await connection.runAndReadAll(
        sql`SELECT COALESCE("Id", '') AS "Id", ${sentText} AS "Text" FROM ${relation} WHERE ${condition}`.text,
        { key },
      );
      return textRows.parse(rows.getRowObjectsJS());
    });
  }
}
