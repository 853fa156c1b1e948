import { mkdir } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Sql } from '../../core/kql/sql/sql';
import { identifier, sql, textLiteral } from '../../core/kql/sql/sql';

const mebibyte = 1024 * 1024;

/** The database, in memory, of the tables of records that are on their way into the archive: all connections see it. */
export const batchTables = '#batches';

/**
 * Opens DuckDB over an archive, locked down: it reaches no file outside the archive and no network, loads no extension, and no
 * statement can change that. What does not fit into memory goes into `spill` inside `workFolder`.
 */
export async function openDatabase(archiveFolder: string, workFolder: string): Promise<DuckDBInstance> {
  const spillFolder = path.join(workFolder, 'spill');
  await mkdir(spillFolder);
  const database = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: `${Math.max(512, Math.floor(totalmem() / mebibyte / 4))}MiB`,
  });
  const connection = await database.connect();
  try {
    const settings = [
      // DuckDB shares work out by row groups, and a batch is smaller than one of the usual size.
      sql`ATTACH ':memory:' AS ${identifier(batchTables)} (ROW_GROUP_SIZE 4096)`,
      sql`SET GLOBAL TimeZone = 'UTC'`,
      sql`SET GLOBAL parquet_metadata_cache = true`,
      sql`SET GLOBAL temp_directory = ${textLiteral(spillFolder)}`,
      // A pattern is checked as it is written, what it finds as it is found: so the folder is named in both ways.
      sql`SET GLOBAL allowed_directories = [${textLiteral(archiveFolder)}, ${pathLiteral(archiveFolder)}]`,
      sql`SET GLOBAL enable_external_access = false`,
      sql`SET GLOBAL lock_configuration = true`,
    ];
    for (const setting of settings) {
      await connection.run(setting.text);
    }
  } finally {
    connection.closeSync();
  }
  return database;
}

/** Runs a step on a connection of its own; its temporary tables go with it. */
export async function withConnection<T>(
  database: DuckDBInstance,
  step: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const connection = await database.connect();
  try {
    return await step(connection);
  } finally {
    connection.closeSync();
  }
}

/** The path of a file or folder as DuckDB takes it where it also takes patterns: their signs are made plain characters. */
export function pathLiteral(file: string): Sql {
  return textLiteral(file.replaceAll(path.sep, '/').replaceAll(/[[*?]/g, '[$&]'));
}
