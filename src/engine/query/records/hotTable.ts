import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { KustoType } from '../../../core/kql/kustoType';
import { identifier, sql, textLiteral, type Sql } from '../../../core/kql/sql/sql';
import { fileDay } from '../../../core/schema/auditTables';
import type { Archive, RecordSet } from '../../archive/archive';
import { interruptible } from '../interruptible';
import { fileSource, type RecordSource } from './recordSource';

/**
 * The fields that queries group and filter by most. A million records take 12 MB; ids and objects, of which nearly each record has its
 * own, would take more than all others together.
 */
const hotFields: ReadonlyMap<string, KustoType> = new Map<string, KustoType>([
  ['CreationTime', 'datetime'],
  ['ContentType', 'string'],
  ['Operation', 'string'],
  ['Workload', 'string'],
  ['RecordType', 'int'],
  ['OrganizationId', 'string'],
  ['UserId', 'string'],
  ['UserKey', 'string'],
  ['UserType', 'int'],
  ['ResultStatus', 'string'],
  ['ClientIP', 'string'],
]);

/** What is read at a time, about a row group of DuckDB's: it lies uncompressed in memory at first, which takes 130 MB for a while. */
const recordsPerPart = 125_000;

/**
 * The hot fields of one state of the records, in the order of its files: a compressed table in the memory of the archive's DuckDB,
 * within its limit. It has a database of its own, with which all of its memory goes.
 */
export class HotTable {
  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly database: Sql,
    /** Of the records. */
    readonly version: string,
  ) {}

  /**
   * Reads it from the files.
   *
   * @throws the signal's reason, once it is aborted: nothing is left then
   */
  static async build({ database }: Archive, records: RecordSet, signal: AbortSignal): Promise<HotTable> {
    const table = new HotTable(await database.connect(), identifier(`Hot ${randomUUID()}`), records.version);
    try {
      await table.fill(records, signal);
      signal.throwIfAborted();
      return table;
    } catch (error) {
      await table.release();
      throw error;
    }
  }

  get source(): RecordSource {
    return sourceOf(this.name);
  }

  /** Lets its memory go, as soon as no query reads it. */
  async release(): Promise<void> {
    try {
      await this.connection.run(sql`DETACH DATABASE IF EXISTS ${this.database}`.text);
    } finally {
      this.connection.closeSync();
    }
  }

  private get name(): Sql {
    return sql`${this.database}.main."Records"`;
  }

  private async fill(records: RecordSet, signal: AbortSignal): Promise<void> {
    const run = (statement: Sql): Promise<unknown> =>
      interruptible(this.connection, signal, () => this.connection.run(statement.text));
    await run(sql`ATTACH ':memory:' AS ${this.database} (COMPRESS)`);
    await run(sql`CREATE TABLE ${this.name} AS ${selectHot({ ...records, files: records.files.slice(0, 1) })} LIMIT 0`);
    const filesPerPart = Math.ceil((records.files.length * recordsPerPart) / Math.max(records.count, 1));
    for (let start = 0; start < records.files.length; start += filesPerPart) {
      const files = records.files.slice(start, start + filesPerPart);
      await run(sql`INSERT INTO ${this.name} ${selectHot({ ...records, files })}`);
      // This is when DuckDB compresses what is in memory.
      await run(sql`CHECKPOINT ${this.database}`);
    }
  }
}

function sourceOf(rows: Sql): RecordSource {
  return {
    hasField: (name) => hotFields.has(name),
    field: identifier,
    rows: () => rows,
    of: (contentType) => sourceOf(sql`(SELECT * FROM ${rows} WHERE "ContentType" = ${textLiteral(contentType)})`),
  };
}

function selectHot(records: RecordSet): Sql {
  const source = fileSource(records);
  const fields = [...hotFields].map(([name, type]) => sql`${source.field(name, type)} AS ${identifier(name)}`);
  const selected = sql`${[...fields, identifier(fileDay)]}`;
  return sql`SELECT ${selected} FROM ${source.rows(selected)}`;
}
