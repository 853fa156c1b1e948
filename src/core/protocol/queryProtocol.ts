import type { ContentWindow } from '../api/contentWindow';
import type { Column } from '../kql/kustoType';
import type { Render } from '../kql/render';
import type { TimeRangeUse } from '../kql/timeRangeUse';
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
  /** Place of the statement in the text: UTF-16 code units. */
  readonly start: number;
  readonly length: number;
  /**
   * Whether the time range was applied, or the text says itself which times it is about; absent where no range was given, or no audit
   * records are read.
   */
  readonly timeRange?: TimeRangeUse;
  /** What it read of the archive; absent where it reads no audit records. */
  readonly scan?: ResultScan;
}

/** What a statement read of the audit records. */
export interface ResultScan {
  /**
   * The archive's files that can have a record of the content types and times that the statement asks for, and their size on the disk.
   * What was read of them may be less: the columns that the statement names.
   */
  readonly files: number;
  readonly bytes: number;
  /** How complete the archive is there. */
  readonly coverage: ScanCoverage;
}

/** How complete the archive is for the content types that a statement reads, by hour; by day where the range is longer than a month. */
export interface ScanCoverage {
  /** The query's time range; the last 7 days where it has none, which is what the service still has. */
  readonly range: ContentWindow;
  /** Hours or days that have passed of the content types that are collected, each of them counted. */
  readonly total: number;
  /** Of these, those of which the service has content that was not fetched. */
  readonly pending: number;
  /** Of these, those of which something is lost. */
  readonly lost: number;
  /** When the service was asked last: for the content type that it was asked for longest ago. Absent where it never was. */
  readonly listedAt?: number;
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
