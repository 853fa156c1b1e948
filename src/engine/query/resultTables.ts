import type { TableSchema } from '../../core/kql/compileKql';
import { identifier, sql, type Sql } from '../../core/kql/sql/sql';
import { storedNames } from '../../core/kql/storedNames';
import { EngineError } from '../../core/protocol/engineError';
import type { Archive } from '../archive/archive';
import { resultColumns } from './result/resultColumn';
import type { StatementResult } from './statementResult';

/** A result that queries may read as a table. */
export interface ResultTable {
  /** The name of the table in the query. */
  readonly name: string;
  readonly result: StatementResult;
}

/** The same, as the language and DuckDB know it. */
export interface ResultSchema {
  readonly schema: TableSchema;
  /** The rows of its view. */
  readonly select: Sql;
}

/**
 * The tables that results are, beside those of an archive.
 *
 * @throws EngineError `query` for a name that is another table's, and for a result that is in another archive
 */
export function resultSchemas(
  archive: Archive,
  archiveTables: readonly TableSchema[],
  tables: readonly ResultTable[],
): readonly ResultSchema[] {
  // Names that differ in case alone are one to DuckDB.
  const taken = new Set(archiveTables.map(({ name }) => name.toLowerCase()));
  return tables.map(({ name, result }) => {
    const folded = name.toLowerCase();
    if (taken.has(folded)) {
      throw refusal(
        `A result cannot be called "${name}", since there is another table of that name. Give its cell another name.`,
      );
    }
    taken.add(folded);
    if (result.archive !== archive) {
      throw refusal(`The result "${name}" was found in another archive. Run its cell again.`);
    }
    return {
      schema: { name, columns: result.columns, holdsValues: true, repeatsRows: true },
      select: selectResult(result),
    };
  });
}

function selectResult({ columns, table }: StatementResult): Sql {
  const names = storedNames(columns.map(({ name }) => name));
  const selected = resultColumns(columns).map(
    ({ sql: column }, index) => sql`${column} AS ${identifier(names[index] ?? '')}`,
  );
  return sql`SELECT ${selected} FROM ${table}`;
}

function refusal(message: string): EngineError {
  return new EngineError({ kind: 'query', message });
}
