import { ColumnsNeeded, nameColumns } from './columnsNeeded';
import { compileKql, type CompiledStatement, type CompileOptions } from './compileKql';
import { kustoTypes, type Column, type KustoType } from './kustoType';
import { queryError } from './queryError';
import { planSql } from './sql/planSql';

/** Kusto's results are not wider than this; a wider one would be a mistake, since each value would be a column. */
const mostColumns = 1_000;

/** Runs a SELECT that `compileKql` made, and gives its rows. */
export type ReadRows = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/**
 * Compiles a text as `compileKql` does; where the columns of a result depend on the data, the data is asked for them first.
 *
 * @throws what `compileKql` throws, and what `readRows` throws.
 */
export async function compileOverData(
  text: string,
  options: CompileOptions,
  readRows: ReadRows,
): Promise<CompiledStatement[]> {
  const dataColumns = new Map<number, readonly Column[]>();
  for (;;) {
    try {
      return compileKql(text, { ...options, dataColumns });
    } catch (error) {
      if (!(error instanceof ColumnsNeeded) || dataColumns.has(error.callStart)) {
        throw error;
      }
      const columns = error.resultColumns(foundColumns(await readRows(planSql(error.query).sql)));
      if (columns.length === 0) {
        throw queryError(`There are no rows that tell of its columns: ${nameColumns}`, {
          start: error.callStart,
          length: error.data.length ?? 0,
        });
      }
      if (columns.length > mostColumns) {
        throw queryError(
          `This would give ${columns.length} columns: filter the rows before it, or name the columns that you want after it, as in ": (Name: string)".`,
          { start: error.callStart, length: error.data.length ?? 0 },
        );
      }
      dataColumns.set(error.callStart, columns);
    }
  }
}

/** A column for each name; it is dynamic where the types differ. */
function foundColumns(rows: readonly (readonly unknown[])[]): Column[] {
  const types = new Map<string, Set<string>>();
  for (const [name, type] of rows) {
    if (typeof name === 'string' && typeof type === 'string') {
      types.set(name, (types.get(name) ?? new Set()).add(type));
    }
  }
  return [...types].map(([name, found]) => ({ name, type: columnType(found) }));
}

/** @param names what `gettype()` says of the values, or names of types. A null is of any type. */
function columnType(names: ReadonlySet<string>): KustoType {
  const [name, other] = [...names].filter((candidate) => candidate !== 'null');
  const kustoName = name === 'double' ? 'real' : name;
  const type = kustoTypes.find((candidate) => candidate === kustoName);
  return type === undefined || other !== undefined ? 'dynamic' : type;
}
