import type { DuckDBConnection, DuckDBInstance, DuckDBResultReader } from '@duckdb/node-api';
import { KqlParser, type TableSchema } from '../../core/kql/compileKql';
import { identifier, sql } from '../../core/kql/sql/sql';
import type { RecordSet } from '../archive/archive';
import type { ComputingQueries } from './computingQueries';
import type { GeoDatabases } from './functions/geoDatabases';
import type { HotTable } from './records/hotTable';
import { isNamed } from './records/isNamed';
import type { QuerySchema } from './querySchema';
import type { ResultSchema } from './resultTables';
import { fileSource } from './records/recordSource';
import type { RecordView } from './records/recordView';
import { recordViews } from './records/recordViews';
import { registerFunctions } from './functions/registerFunctions';

/** What SQL reads of the records; memory where it reads no file of them. */
export type RecordsRead = 'files' | 'memory' | 'nothing';

type RecordViews = ReadonlyMap<string, RecordView>;

/** A connection whose views show one state of the records. */
export class QuerySession {
  private readonly views: RecordViews;
  /** The views of the hot fields, as long as they are in memory. */
  private hot: { readonly table: HotTable; readonly views: RecordViews } | undefined;
  /** What stands for a name now. */
  private readonly made = new Map<string, RecordView>();
  /** The columns that queries have named so far. */
  private readonly named = new Map<RecordView, ReadonlySet<string>>();
  /** How many statements have read the records. */
  reads = 0;
  private results: readonly ResultSchema[] = [];
  /** For the present results. */
  private resultParser: KqlParser | undefined;

  private constructor(
    readonly connection: DuckDBConnection,
    /** A session serves no other. */
    readonly records: RecordSet,
    /** What the views are called in KQL. */
    readonly schema: QuerySchema,
    private readonly computing: ComputingQueries,
  ) {
    this.views = recordViews(fileSource(records), schema.tables);
  }

  /**
   * @param schema is of the records
   * @param computing are the queries of this database
   */
  static async open(
    database: DuckDBInstance,
    records: RecordSet,
    schema: QuerySchema,
    computing: ComputingQueries,
    geo?: GeoDatabases,
  ): Promise<QuerySession> {
    const connection = await database.connect();
    try {
      registerFunctions(connection, computing, geo);
    } catch (error) {
      connection.closeSync();
      throw error;
    }
    return new QuerySession(connection, records, schema, computing);
  }

  /**
   * Makes the views that SQL of compiled KQL reads, with the columns that queries have named so far: DuckDB looks at all columns of a
   * view for each query, which takes 10 ms where it has all 600.
   *
   * @param table has the hot fields of these records, if they are in memory
   */
  async makeViews(text: string, table?: HotTable): Promise<RecordsRead> {
    this.useHotTable(table);
    const read = [...this.views].filter(([name]) => isNamed(text, name));
    const views = read.map(([name, view]) => {
      const columns = view.columns.filter((column) => isNamed(text, column));
      const hot = this.hot?.views.get(name);
      const isHot = hot !== undefined && columns.every((column) => hot.columns.includes(column));
      return { name, columns, view: isHot ? hot : view, isHot };
    });
    for (const { name, columns, view } of views) {
      const known = this.named.get(view);
      if (this.made.get(name) !== view || known === undefined || columns.some((column) => !known.has(column))) {
        const wanted = new Set([...(known ?? []), ...columns]);
        await this.connection.run(sql`CREATE OR REPLACE TEMP VIEW ${identifier(name)} AS ${view.select(wanted)}`.text);
        this.made.set(name, view);
        this.named.set(view, wanted);
      }
    }
    if (views.length === 0) {
      return 'nothing';
    }
    this.reads += 1;
    return views.every(({ isHot }) => isHot) ? 'memory' : 'files';
  }

  /** What queries may name now. */
  get tables(): readonly TableSchema[] {
    return [...this.schema.tables, ...this.results.map(({ schema }) => schema)];
  }

  get parser(): KqlParser {
    if (this.results.length === 0) {
      return this.schema.parser;
    }
    return (this.resultParser ??= new KqlParser(this.tables));
  }

  /** Lets queries read these results, and no others. */
  async showResults(results: readonly ResultSchema[]): Promise<void> {
    for (const { schema } of this.results) {
      await this.connection.run(sql`DROP VIEW IF EXISTS ${identifier(schema.name)}`.text);
    }
    this.results = results;
    this.resultParser = undefined;
    for (const { schema, select } of results) {
      await this.connection.run(sql`CREATE TEMP VIEW ${identifier(schema.name)} AS ${select}`.text);
    }
  }

  /**
   * Runs SQL of compiled KQL, whose views are made.
   *
   * @throws the signal's reason, once it is aborted
   */
  run(text: string, signal: AbortSignal | undefined): Promise<DuckDBResultReader> {
    return this.computing.run(this.connection, signal, () => this.connection.runAndReadAll(text));
  }

  private useHotTable(table: HotTable | undefined): void {
    if (this.hot?.table !== table) {
      this.hot?.views.forEach((view) => this.named.delete(view));
      this.hot = table && { table, views: recordViews(table.source, this.schema.tables) };
    }
  }

  close(): void {
    this.connection.closeSync();
  }
}
