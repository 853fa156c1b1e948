import { mkdir } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Sql } from '../../core/kql/sql/sql';
import { integerLiteral, sql, textLiteral } from '../../core/kql/sql/sql';

const mebibyte = 1024 * 1024;

/** What a database of an archive may take of the memory, in MiB: a quarter, for the editor is in the same machine. */
const defaultMemory = Math.max(512, Math.floor(totalmem() / mebibyte / 4));

/**
 * Of so many first rows at most, DuckDB finds the places by the sort keys alone and then reads the other columns there. By its own limit,
 * 50, the last 100 records of a million took ten seconds: all 600 columns were read of all of them.
 */
const rowsReadLate = 10_000;

/**
 * Opens DuckDB over an archive, locked down: it reaches no file outside the archive and no network, loads no extension, and no
 * statement can change that. What does not fit into memory goes into a folder inside `workFolder`, as long as a tenth of the drive's
 * room is left, which is DuckDB's own limit.
 *
 * @param memory in MiB
 */
export function openDatabase(
  archiveFolder: string,
  workFolder: string,
  memory = defaultMemory,
): Promise<DuckDBInstance> {
  return open([archiveFolder, workFolder], path.join(workFolder, 'spill'), { memory_limit: `${memory}MiB` });
}

/**
 * Opens another one, for records on their way into the archive. It has no threads of its own: each connection works in its caller's,
 * and whoever wants more at a time takes more connections. With threads of its own, a connection that waits for one of them does not
 * sleep but turn, which took a fifth of the time of an import.
 */
export function openBatchDatabase(archiveFolder: string, workFolder: string): Promise<DuckDBInstance> {
  return open([archiveFolder, workFolder], path.join(workFolder, 'batchSpill'), {
    memory_limit: `${defaultMemory}MiB`,
    threads: '1',
  });
}

/** @param folders it reaches; the work folder of an archive that is only read lies elsewhere */
async function open(
  folders: readonly string[],
  spillFolder: string,
  options: Readonly<Record<string, string>>,
): Promise<DuckDBInstance> {
  await mkdir(spillFolder);
  const database = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...options,
  });
  const connection = await database.connect();
  try {
    const settings = [
      sql`SET GLOBAL TimeZone = 'UTC'`,
      sql`SET GLOBAL parquet_metadata_cache = true`,
      // What was read of a file stays true: no file changes once written, and none has the name of an earlier one.
      sql`SET GLOBAL validate_external_file_cache = 'NO_VALIDATION'`,
      sql`SET GLOBAL late_materialization_max_rows = ${integerLiteral(rowsReadLate)}`,
      sql`SET GLOBAL temp_directory = ${textLiteral(spillFolder)}`,
      // A pattern is checked as it is written, what it finds as it is found: so the folder is named in both ways.
      sql`SET GLOBAL allowed_directories = [${folders.flatMap((folder) => [textLiteral(folder), pathLiteral(folder)])}]`,
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
