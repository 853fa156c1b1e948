import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Sql } from '../../core/kql/sql/sql';
import { identifier, sql } from '../../core/kql/sql/sql';
import type { RecordSet } from '../archive/archive';
import type { QuerySchema } from './querySchema';
import { recordViews } from './recordViews';
import { registerFunctions } from './registerFunctions';

/** A connection whose views show one state of the records. */
export class QuerySession {
  /** Views that are not made yet: making one takes DuckDB some 20 ms, and a query names one or two. */
  private readonly views: Map<string, () => Sql>;

  private constructor(
    readonly connection: DuckDBConnection,
    /** Of the records: a session serves no other. */
    readonly version: string,
    /** What the views are called in KQL. */
    readonly schema: QuerySchema,
    records: RecordSet,
  ) {
    this.views = new Map(recordViews(records, schema.tables));
  }

  /** @param schema is of the records */
  static async open(database: DuckDBInstance, records: RecordSet, schema: QuerySchema): Promise<QuerySession> {
    const connection = await database.connect();
    try {
      registerFunctions(connection);
    } catch (error) {
      connection.closeSync();
      throw error;
    }
    return new QuerySession(connection, records.version, schema, records);
  }

  /** Makes the views that SQL of compiled KQL reads. */
  async makeViews(text: string): Promise<void> {
    for (const [name, view] of this.views) {
      if (namesTable(text, name)) {
        await this.connection.run(sql`CREATE TEMP VIEW ${identifier(name)} AS ${view()}`.text);
        this.views.delete(name);
      }
    }
  }

  close(): void {
    this.connection.closeSync();
  }
}

/** Whether SQL of compiled KQL names a table; it may be a column of that name. */
export function namesTable(text: string, name: string): boolean {
  return text.includes(identifier(name).text);
}
