import type { ContentType } from '../api/contentType';
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
  /** What the text says itself that it needs of the service; it is told by the tables and times that it reads where this is absent. */
  readonly needs?: readonly NeededContent[];
  /** The user's files that the query may read; none where it is absent. */
  readonly files?: QueryFiles;
}

/** The user's files that queries may read. All paths are absolute. */
export interface QueryFiles {
  /** Where files are that `externaldata` names by a relative path. */
  readonly folder: string;
  /** What `externaldata` may read. */
  readonly allowed: readonly string[];
  /** Folders of CSV files, which are watchlists by their names. Of files of one name the first folder's counts. */
  readonly watchlistFolders: readonly string[];
  /** The MaxMind database that `geo_info_from_ip_address()` looks in. */
  readonly geoDatabase?: string;
}

/** Content that a query wants to find in the archive. */
export interface NeededContent {
  readonly contentTypes: readonly ContentType[];
  /** ISO 8601, UTC; absent where it is not known before the query runs. */
  readonly start?: string;
  readonly end?: string;
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
   * What was read of them may be less: the columns that the statement names. None where it was answered from memory.
   */
  readonly files: number;
  readonly bytes: number;
  /** How complete the archive is there. */
  readonly coverage: ScanCoverage;
}

/**
 * How complete the archive is for the content types and times that a statement wants, by hour; by day where the range is longer than a
 * month. Where it names no times, they are the last 7 days, which is what the service still has.
 */
export interface ScanCoverage {
  /**
   * Hours or days that have passed, each content type counted by itself: of those that are collected, and of those that the statement
   * names.
   */
  readonly total: number;
  /** Of these, those of which the service has content that was not fetched. */
  readonly pending: number;
  /** Of these, those of which something is lost. */
  readonly lost: number;
  /** What to fetch so that nothing is pending. */
  readonly fetchable: readonly FetchableContent[];
  /** When the service was asked last: for the content type that it was asked for longest ago. Absent where it never was. */
  readonly listedAt?: number;
}

/** Content that the service still has, and the archive has not in full. */
export interface FetchableContent {
  readonly contentTypes: readonly ContentType[];
  readonly range: ContentWindow;
}

/**
 * A row: a value for each column. datetime is `yyyy-MM-ddTHH:mm:ss.fffffffZ`; timespan is in .NET's constant format; dynamic is
 * JSON, in which numbers that JavaScript would write in other digits are texts with a mark (`kql/values/exactNumbers.ts`); a long that
 * JavaScript cannot hold is text, as are "NaN", "Infinity" and "-Infinity".
 */
export type Row = readonly CellValue[];

export type CellValue = null | boolean | number | string | readonly CellValue[] | { readonly [key: string]: CellValue };

export interface ResultRowsParams {
  readonly resultId: string;
  readonly offset: number;
  readonly limit: number;
}
