import path from 'node:path';
import type { DuckDBConnection, DuckDBTimestampValue } from '@duckdb/node-api';
import { DuckDBTimestampValue as Timestamp } from '@duckdb/node-api';
import { z } from 'zod';
import type { ContentType } from '../../core/api/contentType';
import { contentTypes } from '../../core/api/contentType';
import type { KustoType } from '../../core/kql/kustoType';
import type { Sql } from '../../core/kql/sql/sql';
import { identifier, sql, textLiteral } from '../../core/kql/sql/sql';
import type { ParsedRecords } from './parseRecords';
import { columnOf, commonRelation, storedFields, textType, typedValue } from './recordColumns';

/** Records that came together: those of a blob, or some of an imported file. */
export interface RecordSource extends ParsedRecords {
  readonly contentType: ContentType;
  /** The blob they came in. */
  readonly contentId?: string;
  /** When the blob became available, in milliseconds since the epoch. */
  readonly contentCreated?: number;
}

/** A Parquet file that was written, not yet part of the archive. */
export interface WrittenFile {
  /** Absolute. */
  readonly file: string;
  /** Its place among the archive's records, relative to them, with `/`. */
  readonly layoutPath: string;
  readonly contentType: ContentType;
  readonly records: number;
}

/** What `COPY` says of each file: the folders of the layout come with their values. */
const copiedFiles = z.array(
  z.object({
    filename: z.string(),
    count: z.coerce.number(),
    partition_keys: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
  }),
);

const layoutSchema = z.object({ ContentType: z.enum(contentTypes) });

const counts = z.array(z.object({ '#source': z.number(), '#records': z.coerce.number() }));
const unreadableTexts = z.array(z.object({ '#position': z.number(), '#text': z.string() }));

/** What a batch is rid of duplicates and ordered by. */
const keyFields: readonly string[] = ['Id', 'CreationTime'];

/**
 * Records on their way into the archive: held in temporary tables of one connection, rid of duplicates there, written from there.
 * Columns that are not written are named with `#`, as no documented field is.
 */
export class RecordBatch {
  private constructor(
    private readonly connection: DuckDBConnection,
    /** The documented fields that are columns of the batch's files. */
    readonly columns: readonly string[],
    /** Keys that occur in the records and are no columns. */
    readonly otherKeys: readonly string[],
  ) {}

  /** Takes records in. Those that have an `Id` that an earlier one of the batch has are dropped. */
  static async stage(connection: DuckDBConnection, sources: readonly RecordSource[]): Promise<RecordBatch> {
    const keys = new Set(sources.flatMap((source) => [...source.keys]));
    // Every file has these two, whatever its records have: the archive itself goes by them.
    const columns = [...storedFields.keys()].filter((name) => keyFields.includes(name) || keys.has(name));
    const otherKeys = [...keys].filter((key) => !columns.includes(key));
    const batch = new RecordBatch(connection, columns, otherKeys);
    await batch.load(sources);
    await batch.repair();
    await batch.key();
    await batch.dropCopies();
    return batch;
  }

  /** Drops the records that these files have. @returns how many */
  async dropKnown(files: readonly string[]): Promise<number> {
    if (files.length === 0) {
      return 0;
    }
    const result = await this.connection.run(
      sql`DELETE FROM "Batch" WHERE "Id" <> '' AND "Id" IN (SELECT "Id" FROM ${commonRelation(files)})`.text,
    );
    return result.rowsChanged;
  }

  /** How many records are left of each source, by its position among the sources. */
  async countBySource(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.connection.runAndReadAll(
      sql`SELECT "#source", count(*) AS "#records" FROM "Batch" GROUP BY "#source"`.text,
    );
    return new Map(counts.parse(rows.getRowObjectsJS()).map((row) => [row['#source'], row['#records']]));
  }

  /** Writes what is left to Parquet files in a new folder, laid out as in the archive. */
  async write(tenantId: string, folder: string): Promise<readonly WrittenFile[]> {
    const copied = await this.connection.runAndReadAll(
      sql`COPY (
        SELECT "ContentType", "ContentId", "ContentCreated", "Ordinal", ${typedFields(this.columns)}, "#text"::JSON AS "Record",
          "RecordAsSent", ${textLiteral(tenantId)} AS "TenantId", "CreationTime"::DATE AS "Day"
        FROM (SELECT *, ${fieldTexts(this.columns)} AS "#fields" FROM (FROM "Batch" ORDER BY "CreationTime", "#position"))
      ) TO ${textLiteral(folder)} (
        FORMAT parquet, COMPRESSION zstd, PARTITION_BY ("TenantId", "ContentType", "Day"),
        FILENAME_PATTERN '{uuidv7}', RETURN_STATS true
      )`.text,
    );
    return copiedFiles.parse(copied.getRowObjectsJson()).map((file) => ({
      file: file.filename,
      layoutPath: path.relative(folder, file.filename).replaceAll(path.sep, '/'),
      contentType: layoutSchema.parse(Object.fromEntries(file.partition_keys.map(({ key, value }) => [key, value])))
        .ContentType,
      records: file.count,
    }));
  }

  private async load(sources: readonly RecordSource[]): Promise<void> {
    await this.connection.run(
      sql`CREATE TEMP TABLE "Staged" ("#position" INTEGER, "#source" INTEGER, "Ordinal" INTEGER, "ContentType" VARCHAR,
        "ContentId" VARCHAR, "ContentCreated" TIMESTAMP, "#text" VARCHAR, "RecordAsSent" VARCHAR)`.text,
    );
    const appender = await this.connection.createAppender('Staged');
    try {
      let position = 0;
      for (const [index, source] of sources.entries()) {
        const created = toTimestamp(source.contentCreated);
        for (const [ordinal, text] of source.texts.entries()) {
          appender.appendInteger(position++);
          appender.appendInteger(index);
          appender.appendInteger(ordinal);
          appender.appendVarchar(source.contentType);
          if (source.contentId === undefined) {
            appender.appendNull();
          } else {
            appender.appendVarchar(source.contentId);
          }
          if (created === undefined) {
            appender.appendNull();
          } else {
            appender.appendTimestamp(created);
          }
          appender.appendVarchar(text);
          appender.appendNull();
          appender.endRow();
        }
      }
    } finally {
      appender.closeSync();
    }
  }

  /**
   * JSON as JavaScript knows it may hold what other engines refuse: half of a surrogate pair, a number beyond all bounds. Such a
   * record is kept as sent in `RecordAsSent`, and `Record` is a copy that all can read.
   */
  private async repair(): Promise<void> {
    const unreadable = await this.connection.runAndReadAll(
      sql`SELECT "#position", "#text" FROM "Staged" WHERE NOT json_valid("#text")`.text,
    );
    for (const { '#position': position, '#text': text } of unreadableTexts.parse(unreadable.getRowObjectsJS())) {
      await this.connection.run(
        sql`UPDATE "Staged" SET "RecordAsSent" = "#text", "#text" = $text WHERE "#position" = $position`.text,
        { text: readableText(text), position },
      );
    }
  }

  /** Only the two fields that the batch itself goes by are taken out of the text here; a table of all of them would cost as much as the files. */
  private async key(): Promise<void> {
    await this.connection.run(
      sql`CREATE TEMP TABLE "Batch" AS
        SELECT * EXCLUDE ("#fields"), ${typedFields(keyFields)}
        FROM (SELECT *, ${fieldTexts(keyFields)} AS "#fields" FROM "Staged")`.text,
    );
    await this.connection.run(sql`DROP TABLE "Staged"`.text);
  }

  private async dropCopies(): Promise<void> {
    await this.connection.run(
      sql`DELETE FROM "Batch" WHERE "#position" IN (
        SELECT "#position" FROM (
          SELECT "#position", row_number() OVER (PARTITION BY "Id" ORDER BY "#position") AS "#copy" FROM "Batch" WHERE "Id" <> ''
        ) WHERE "#copy" > 1
      )`.text,
    );
  }
}

/** The texts of these fields of a record, as one structure. */
function fieldTexts(names: readonly string[]): Sql {
  const types = Object.fromEntries(names.map((name) => [name, textType(typeOf(name))]));
  return sql`json_transform("#text", ${textLiteral(JSON.stringify(types))})`;
}

/** The values of these fields, each a column, out of the structure `#fields`. */
function typedFields(names: readonly string[]): readonly Sql[] {
  return names.map((name) => sql`${typedValue(columnOf(sql`"#fields"`, name), typeOf(name))} AS ${identifier(name)}`);
}

function typeOf(name: string): KustoType {
  return storedFields.get(name) ?? 'dynamic';
}

function toTimestamp(instant: number | undefined): DuckDBTimestampValue | undefined {
  return instant === undefined ? undefined : new Timestamp(BigInt(Math.trunc(instant)) * 1_000n);
}

/** The same JSON, with U+FFFD for each half of a surrogate pair: `JSON.stringify` writes those, and no others, as escapes. */
function readableText(text: string): string {
  return JSON.stringify(JSON.parse(text)).replace(/\\(?:u(d[89a-f]..)|.)/g, (escape, surrogate?: string) =>
    surrogate === undefined ? escape : '\\ufffd',
  );
}
