/**
 * Reads an archive as any other program does: with a DuckDB that knows nothing of us, by the layout of the folders alone. It imports
 * nothing of the sources, and is what `media/docs/archive.md` tells others to do.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection, Json } from '@duckdb/node-api';

export class PlainReader {
  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly archive: string,
  ) {}

  /** @param folder of the archive */
  static async open(folder: string): Promise<PlainReader> {
    const connection = await (await DuckDBInstance.create()).connect();
    const literal = folder.replaceAll("'", "''").replaceAll('[', '[[]');
    const files = `'${literal}/records/**/*.parquet'`;
    await connection.run(
      `CREATE VIEW AuditRecords AS FROM read_parquet(${files}, hive_partitioning = true, union_by_name = true, hive_types = {'Day': DATE})`,
    );
    await connection.run(`CREATE VIEW Columns AS FROM parquet_schema(${files})`);
    return new PlainReader(connection, literal);
  }

  async select(sql: string): Promise<Record<string, Json>[]> {
    const result = await this.connection.runAndReadAll(sql.replaceAll('$archive', this.archive));
    return result.getRowObjectsJson();
  }
}
