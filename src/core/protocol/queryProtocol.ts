import type { Column } from '../kql/kustoType';
import type { ConnectionParams } from './requestParams';

export type QueryLanguage = 'kql' | 'powershell';

export interface RunQueryParams extends ConnectionParams {
  readonly language: QueryLanguage;
  readonly text: string;
  /** How many rows of each result come back at once; the others are asked for. */
  readonly firstRows: number;
}

/** The result of one statement. */
export interface QueryResult {
  readonly resultId: string;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** The first rows. */
  readonly rows: readonly Row[];
  readonly elapsedMs: number;
}

/**
 * A row: a value for each column. datetime is `yyyy-MM-ddTHH:mm:ss.fffffffZ`; timespan is in .NET's constant format; dynamic is
 * JSON; a long that JavaScript cannot hold is text, as are "NaN", "Infinity" and "-Infinity".
 */
export type Row = readonly CellValue[];

export type CellValue = null | boolean | number | string | readonly CellValue[] | { readonly [key: string]: CellValue };

export interface ResultRowsParams {
  readonly resultId: string;
  readonly offset: number;
  readonly limit: number;
}
