import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { TableSchema } from '../../core/kql/tableSchema';
import { archiveTables } from '../../core/schema/archiveTables';
import type { RecordSet } from '../archive/archive';
import { recordViews } from './recordViews';
import { registerFunctions } from './registerFunctions';

/** A connection whose views show one state of the records. */
export class QuerySession {
  private constructor(
    readonly connection: DuckDBConnection,
    /** Of the records: a session serves no other. */
    readonly version: string,
    /** What the views are called in KQL. */
    readonly tables: readonly TableSchema[],
  ) {}

  static async open(database: DuckDBInstance, records: RecordSet): Promise<QuerySession> {
    const tables = archiveTables([...records.otherKeys]);
    const connection = await database.connect();
    try {
      registerFunctions(connection);
      for (const view of recordViews(records, tables)) {
        await connection.run(view.text);
      }
    } catch (error) {
      connection.closeSync();
      throw error;
    }
    return new QuerySession(connection, records.version, tables);
  }

  close(): void {
    this.connection.closeSync();
  }
}
