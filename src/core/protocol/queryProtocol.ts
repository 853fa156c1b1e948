import type { ContentWindow } from '../api/contentWindow';
import type { Column } from '../kql/kustoType';
import type { Render } from '../kql/render';
import type { ConnectionParams } from './requestParams';

export type QueryLanguage = 'kql' | 'powershell';

export interface RunQueryParams extends ConnectionParams {
  readonly language: QueryLanguage;
  readonly text: string;
  /** How many rows of each result come back at once; the others are asked for. */
  readonly firstRows: number;
  /** Values of what `declare query_parameters` declares, by name, as a query would write them; texts as they are. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The notebook's time range: audit records outside of it are not there, unless the query names times itself. */
  readonly timeRange?: ContentWindow;
  /** Results of earlier cells that the query may read as tables. */
  readonly tables?: readonly NamedResult[];
}

export interface NamedResult {
  /** The name of the table in the query. */
  readonly name: string;
  readonly resultId: string;
}

/** The result of one statement. */
export interface QueryResult {
  readonly resultId: string;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** The first rows. */
  readonly rows: readonly Row[];
  readonly elapsedMs: number;
  /** What `render` asks for, as it is written. */
  readonly render?: Render;
  /** What of the query has no effect here, in words. */
  readonly notes?: readonly string[];
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
