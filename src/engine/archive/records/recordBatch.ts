import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBInstance,
  DuckDBTimestampValue,
  DuckDBValue,
} from '@duckdb/node-api';
import { DuckDBTimestampValue as Timestamp, listValue, TIMESTAMP, VARCHAR } from '@duckdb/node-api';
import { z } from 'zod';
import type { ContentType } from '../../../core/api/contentType';
import { contentTypes } from '../../../core/api/contentType';
import type { KustoType } from '../../../core/kql/kustoType';
import type { Sql } from '../../../core/kql/sql/sql';
import { identifier, sql, textLiteral } from '../../../core/kql/sql/sql';
import { forEachConcurrently } from '../../forEachConcurrently';
import { withConnection } from '../database';
import type { PastDeletion } from '../log/catalogue';
import type { KnownIds } from '../dedupe/knownIds';
import { deletedCondition } from '../log/deletedTimes';
import type { WrittenFile } from '../files/filePlacement';
import type { ParsedRecords } from './parseRecords';
import { columnOf, storedFields, textType, typedValue, writtenFields } from './recordColumns';

/** Records that came together: those of a blob, or some of an imported file. */
export interface RecordSource extends ParsedRecords {
  readonly contentType: ContentType;
  /** The blob they came in. */
  readonly contentId?: string;
  /** When the blob became available, in milliseconds since the epoch. */
  readonly contentCreated?: number;
}

/** A record of a blob that was dropped, because the archive has one of the same `Id`. */
export interface RecordCopy {
  /** Its position in the blob, from 0. */
  readonly ordinal: number;
  readonly id: string;
}

/** The records of a file: those of a day, or those with no time, of one content type. */
const partitions = z.array(
  z.object({
    '#layoutPath': z.string(),
    '#contentType': z.enum(contentTypes),
    '#day': z.string().nullable(),
    '#records': z.coerce.number(),
    '#oldest': z.coerce.number().nullable(),
    '#newest': z.coerce.number().nullable(),
  }),
);
type Partition = z.infer<typeof partitions>[number];

const sourcesOfRows = z.array(z.object({ '#source': z.number() }));
const counts = z.array(z.object({ '#source': z.number(), '#records': z.coerce.number() }));
const droppedRecords = z.array(z.object({ '#source': z.number(), Ordinal: z.number(), Id: z.string() }));
const unreadableTexts = z.array(z.object({ '#position': z.number(), '#text': z.string() }));

/** What a batch is rid of duplicates and ordered by. */
const keyFields: readonly string[] = ['Id', 'CreationTime'];

/**
 * Records on their way into the archive: held in tables of their own, rid of duplicates there, written from there. Columns that are
 * not written are named with `#`, as no documented field is.
 */
export class RecordBatch {
  private readonly schemaName = randomUUID();
  private readonly schema = identifier(this.schemaName);
  private readonly sourceTable = sql`${this.schema}."Sources"`;
  private readonly staged = sql`${this.schema}."Staged"`;
  private readonly batch = sql`${this.schema}."Batch"`;
  /** The documented fields that records of a content type have: columns of their files. */
  private readonly columnsByType = new Map<ContentType, readonly string[]>();
  private readonly allKeys: ReadonlySet<string>;
  /** Those of blobs, by the position of their source among the sources. */
  readonly copies = new Map<number, RecordCopy[]>();
  /** Of blobs, how many records were left out since those of their time were deleted before; by the position of their source. */
  readonly leftOut = new Map<number, number>();

  private constructor(
    private readonly database: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly sources: readonly RecordSource[],
  ) {
    this.allKeys = new Set(sources.flatMap((source) => [...source.keys]));
    for (const contentType of new Set(sources.map((source) => source.contentType))) {
      const ofType = sources.filter((source) => source.contentType === contentType);
      this.columnsByType.set(contentType, storedColumns(new Set(ofType.flatMap((source) => [...source.keys]))));
    }
  }

  /**
   * Takes records in. Those that have an `Id` that an earlier one of the batch has are dropped. To be closed, whatever happens.
   */
  static async stage(
    database: DuckDBInstance,
    connection: DuckDBConnection,
    sources: readonly RecordSource[],
  ): Promise<RecordBatch> {
    const batch = new RecordBatch(database, connection, sources);
    try {
      await batch.load();
      await batch.key();
      await batch.dropCopies();
      return batch;
    } catch (error) {
      await batch.close();
      throw error;
    }
  }

  /** Lets the records go. */
  async close(): Promise<void> {
    await this.connection.run(sql`DROP SCHEMA IF EXISTS ${this.schema} CASCADE`.text);
  }

  /** The documented fields that are columns of the batch's files. */
  get columns(): readonly string[] {
    return storedColumns(this.allKeys);
  }

  /** Keys that occur in the records and are no columns. */
  get otherKeys(): readonly string[] {
    const columns = new Set(this.columns);
    return [...this.allKeys].filter((key) => !columns.has(key));
  }

  /** Drops the records whose ids are known. @returns how many */
  async dropKnown(known: KnownIds): Promise<number> {
    const positions = await known.findIn(this.connection, this.batch);
    return positions.length === 0
      ? 0
      : this.drop(sql`unnest($positions::INTEGER[])`, { positions: listValue(positions) });
  }

  /** Leaves out of blobs what is of a time whose records were deleted. @returns how many */
  async dropDeleted(deletions: readonly PastDeletion[]): Promise<number> {
    const condition = deletedCondition(deletions);
    if (condition === undefined) {
      return 0;
    }
    const result = await this.connection.runAndReadAll(
      sql`DELETE FROM ${this.batch} WHERE "ContentId" IS NOT NULL AND (${condition}) RETURNING "#source"`.text,
    );
    const dropped = sourcesOfRows.parse(result.getRowObjectsJS());
    for (const { '#source': source } of dropped) {
      this.leftOut.set(source, (this.leftOut.get(source) ?? 0) + 1);
    }
    return dropped.length;
  }

  /** How many of the records that came in no blob are of such a time: who imports them wants them back. */
  async countRestored(deletions: readonly PastDeletion[]): Promise<number> {
    const condition = deletedCondition(deletions);
    if (condition === undefined) {
      return 0;
    }
    const rows = await this.connection.runAndReadAll(
      sql`SELECT "#source", count(*) AS "#records" FROM ${this.batch} WHERE "ContentId" IS NULL AND (${condition}) GROUP BY "#source"`
        .text,
    );
    return counts.parse(rows.getRowObjectsJS()).reduce((sum, row) => sum + row['#records'], 0);
  }

  /** How many records are left of each source, by its position among the sources. */
  async countBySource(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.connection.runAndReadAll(
      sql`SELECT "#source", count(*) AS "#records" FROM ${this.batch} GROUP BY "#source"`.text,
    );
    return new Map(counts.parse(rows.getRowObjectsJS()).map((row) => [row['#source'], row['#records']]));
  }

  /**
   * Writes what is left to Parquet files in a new folder, laid out as in the archive: each by a statement of its own, for `COPY` by
   * partitions takes all columns of the batch along for each, keeps no order, and does one thing at a time.
   */
  async write(tenantId: string, folder: string): Promise<readonly WrittenFile[]> {
    const files: WrittenFile[] = [];
    await forEachConcurrently(await this.partitions(tenantId), availableParallelism(), undefined, async (partition) => {
      const { '#layoutPath': layoutPath, '#contentType': contentType, '#records': records } = partition;
      const { '#oldest': oldest, '#newest': newest } = partition;
      const file = path.join(folder, layoutPath);
      await mkdir(path.dirname(file), { recursive: true });
      await withConnection(this.database, (connection) => connection.run(this.copyStatement(partition, file).text));
      const times = oldest === null || newest === null ? {} : { oldest, newest };
      files.push({ file, layoutPath, contentType, records, ...times });
    });
    return files;
  }

  private async partitions(tenantId: string): Promise<readonly Partition[]> {
    const rows = await this.connection.runAndReadAll(
      // The largest first, so that no writer is left with it at the end.
      sql`SELECT
          format('TenantId={}/ContentType={}/Day={}/{}.parquet', url_encode(${textLiteral(tenantId)}), url_encode("#contentType"),
            COALESCE("#day", '__HIVE_DEFAULT_PARTITION__'), uuidv7()) AS "#layoutPath", *
        FROM (
          SELECT "ContentType" AS "#contentType", "CreationTime"::DATE::VARCHAR AS "#day", count(*) AS "#records",
            epoch_ms(min("CreationTime")) AS "#oldest", epoch_ms(max("CreationTime")) AS "#newest"
          FROM ${this.batch} GROUP BY ALL
        ) ORDER BY "#records" DESC`.text,
    );
    return partitions.parse(rows.getRowObjectsJson());
  }

  private copyStatement({ '#contentType': contentType, '#day': day }: Partition, file: string): Sql {
    const columns = this.columnsByType.get(contentType) ?? [];
    const dayValue = day === null ? sql`NULL` : textLiteral(day);
    return sql`COPY (
      SELECT "ContentId", "ContentCreated", "Ordinal", ${typedFields(columns)}, "#text" AS "Record", "RecordAsSent"
      FROM (
        SELECT *, ${fieldTexts(columns)} AS "#fields" FROM (
          FROM ${this.batch}
          WHERE "ContentType" = ${textLiteral(contentType)} AND "CreationTime"::DATE IS NOT DISTINCT FROM ${dayValue}::DATE
          ORDER BY "CreationTime", "#position"
        )
      )
    ) TO ${textLiteral(file)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)`;
  }

  private async load(): Promise<void> {
    const { connection, sources } = this;
    await connection.run(sql`CREATE SCHEMA ${this.schema}`.text);
    await connection.run(
      sql`CREATE TABLE ${this.sourceTable} ("#source" INTEGER, "ContentType" VARCHAR, "ContentId" VARCHAR, "ContentCreated" TIMESTAMP)`
        .text,
    );
    await connection.run(
      sql`CREATE TABLE ${this.staged} ("#position" INTEGER, "#source" INTEGER, "Ordinal" INTEGER, "#text" JSON, "RecordAsSent" VARCHAR)`
        .text,
    );
    await this.append('Sources', (appender) => {
      for (const [index, { contentType, contentId, contentCreated }] of sources.entries()) {
        appender.appendInteger(index);
        appender.appendVarchar(contentType);
        appender.appendValue(contentId ?? null, VARCHAR);
        appender.appendValue(toTimestamp(contentCreated), TIMESTAMP);
        appender.endRow();
      }
    });
    await this.append('Staged', (appender) => {
      let position = 0;
      for (const [index, { texts }] of sources.entries()) {
        for (const [ordinal, text] of texts.entries()) {
          appender.appendInteger(position++);
          appender.appendInteger(index);
          appender.appendInteger(ordinal);
          appender.appendVarchar(text);
          appender.appendNull();
          appender.endRow();
        }
      }
    });
  }

  private async append(table: string, appendRows: (appender: DuckDBAppender) => void): Promise<void> {
    const appender = await this.connection.createAppender(table, this.schemaName);
    try {
      appendRows(appender);
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
      sql`SELECT "#position", "#text" FROM ${this.staged} WHERE NOT json_valid("#text")`.text,
    );
    for (const { '#position': position, '#text': text } of unreadableTexts.parse(unreadable.getRowObjectsJS())) {
      await this.connection.run(
        sql`UPDATE ${this.staged} SET "RecordAsSent" = "#text", "#text" = $text WHERE "#position" = $position`.text,
        { text: readableText(text), position },
      );
    }
  }

  /** Only the two fields that the batch itself goes by are taken out of the text here; a table of all of them would cost as much as the files. */
  private async key(): Promise<void> {
    const statement = sql`CREATE TABLE ${this.batch} AS
        SELECT * EXCLUDE ("#fields"), ${typedFields(keyFields)}
        FROM (SELECT *, ${fieldTexts(keyFields)} AS "#fields" FROM ${this.staged} JOIN ${this.sourceTable} USING ("#source"))`;
    try {
      await this.connection.run(statement.text);
    } catch {
      // A text that DuckDB refuses fails them all. Such texts are too rare to read every text once more to find them beforehand.
      await this.repair();
      await this.connection.run(statement.text);
    }
    await this.connection.run(sql`DROP TABLE ${this.staged}`.text);
  }

  private async dropCopies(): Promise<void> {
    await this.drop(
      sql`"#position" FROM (
        SELECT "#position", row_number() OVER (PARTITION BY "Id" ORDER BY "#position") AS "#copy" FROM ${this.batch} WHERE "Id" <> ''
      ) WHERE "#copy" > 1`,
    );
  }

  /** @param positions what is to be selected: the positions of the records @returns how many records were dropped */
  private async drop(positions: Sql, values?: Record<string, DuckDBValue>): Promise<number> {
    const result = await this.connection.runAndReadAll(
      sql`DELETE FROM ${this.batch} WHERE "#position" IN (SELECT ${positions}) RETURNING "#source", "Ordinal", "Id"`
        .text,
      values,
    );
    const dropped = droppedRecords.parse(result.getRowObjectsJS());
    for (const { '#source': source, Ordinal: ordinal, Id: id } of dropped) {
      if (this.sources[source]?.contentId !== undefined) {
        const copies = this.copies.get(source) ?? [];
        this.copies.set(source, copies);
        copies.push({ ordinal, id });
      }
    }
    return dropped.length;
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

/** The documented fields among the keys, and those that every file has whatever its records have: the archive itself goes by them. */
function storedColumns(keys: ReadonlySet<string>): readonly string[] {
  return writtenFields.filter((name) => keyFields.includes(name) || keys.has(name));
}

function toTimestamp(instant: number | undefined): DuckDBTimestampValue | null {
  return instant === undefined ? null : new Timestamp(BigInt(Math.trunc(instant)) * 1_000n);
}

/** The same JSON, with U+FFFD for each half of a surrogate pair. It is not parsed for that: a deep one cannot be written again. */
function readableText(text: string): string {
  return text.replace(
    /\\(?:u[Dd][89ABab][\dA-Fa-f]{2}\\u[Dd][C-Fc-f]|(u[Dd][89A-Fa-f][\dA-Fa-f]{2})|[^])/g,
    (escape, half?: string) => (half === undefined ? escape : '\\ufffd'),
  );
}
