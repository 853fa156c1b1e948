import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { KqlParser, type TableSchema } from '../../core/kql/compileKql';
import { identifier, sql } from '../../core/kql/sql/sql';
import type { RecordSet } from '../archive/archive';
import type { GeoDatabases } from './geoDatabases';
import type { QuerySchema } from './querySchema';
import type { ResultSchema } from './resultTables';
import type { RecordView } from './recordView';
import { recordViews } from './recordViews';
import { registerFunctions } from './registerFunctions';

/** A connection whose views show one state of the records. */
export class QuerySession {
  private readonly views: ReadonlyMap<string, RecordView>;
  /** The columns that the views have so far, by the view's name. */
  private readonly made = new Map<string, ReadonlySet<string>>();
  private results: readonly ResultSchema[] = [];
  /** For the present results. */
  private resultParser: KqlParser | undefined;

  private constructor(
    readonly connection: DuckDBConnection,
    /** A session serves no other. */
    readonly records: RecordSet,
    /** What the views are called in KQL. */
    readonly schema: QuerySchema,
  ) {
    this.views = recordViews(records, schema.tables);
  }

  /** @param schema is of the records */
  static async open(
    database: DuckDBInstance,
    records: RecordSet,
    schema: QuerySchema,
    geo?: GeoDatabases,
  ): Promise<QuerySession> {
    const connection = await database.connect();
    try {
      registerFunctions(connection, geo);
    } catch (error) {
      connection.closeSync();
      throw error;
    }
    return new QuerySession(connection, records, schema);
  }

  /**
   * Makes the views that SQL of compiled KQL reads, with the columns that queries have named so far: DuckDB looks at all columns of a
   * view for each query, which takes 10 ms where it has all 600.
   */
  async makeViews(text: string): Promise<void> {
    for (const [name, view] of this.views) {
      const made = this.made.get(name);
      const named = isNamed(text, name) ? view.columns.filter((column) => isNamed(text, column)) : [];
      if (isNamed(text, name) && (made === undefined || named.some((column) => !made.has(column)))) {
        const columns = new Set([...(made ?? []), ...named]);
        await this.connection.run(sql`CREATE OR REPLACE TEMP VIEW ${identifier(name)} AS ${view.select(columns)}`.text);
        this.made.set(name, columns);
      }
    }
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

  close(): void {
    this.connection.closeSync();
  }
}

/** Whether SQL of compiled KQL has a name, for whatever it stands there. */
export function isNamed(text: string, name: string): boolean {
  return text.includes(identifier(name).text);
}
