import type { Place } from '../../../kql/queryError';
import type { NeededContent } from '../../../protocol/queryProtocol';
import type { Value } from '../value';

/** One operator of a query, and the place in a cell that it stands for. */
export interface Stage {
  /** Without the `|` before it. */
  readonly kql: string;
  readonly place: Place;
  /** The parts of a `summarize` that later cmdlets may add to. */
  readonly summarize?: { readonly aggregates: readonly string[]; readonly by: string };
}

export interface Property {
  readonly name: string;
  readonly value: Value;
  /** The records of a group, of which `value` is the count; their properties become arrays when they are asked for. */
  readonly group?: Group;
}

/** The rows that became one of `Group-Object`. */
export interface Group {
  /** The place of the `summarize` among the stages. */
  readonly stage: number;
  readonly row: Row;
}

/** What `$_` is. */
export type Row =
  /** A record: its properties are the columns of the table. Those that are hidden, in lower case, are no part of the result. */
  | { readonly kind: 'record'; readonly hidden: readonly string[] }
  /** A content blob, as the service lists it; with its records where they were asked for. */
  | { readonly kind: 'entry'; readonly records?: RecordSource }
  | { readonly kind: 'object'; readonly properties: readonly Property[] }
  | { readonly kind: 'value'; readonly value: Value };

/** Where the records of content blobs come from, while no blob was left out. */
export interface RecordSource {
  readonly table: string;
  readonly conditions: readonly string[];
  /** How many stages the query of blobs has; with more of them, blobs were left out. */
  readonly stages: number;
}

export interface SortKey {
  readonly kql: string;
  readonly isDescending: boolean;
}

/** What comes out of a pipeline: a query that is not finished. Its properties become columns when it is. Plain data. */
export interface Stream {
  readonly stages: readonly Stage[];
  readonly row: Row;
  /** How the rows are sorted; empty where nothing is said. */
  readonly order: readonly SortKey[];
  /** The rows are in that order still. */
  readonly isInOrder: boolean;
  /** The columns by which rows come that nobody has sorted; absent where they have no such order. */
  readonly naturalOrder?: readonly string[];
  /** There is one row, or none: its properties are values. */
  readonly isSingle?: boolean;
  /** Columns that stages have made for their own use. */
  readonly temporaries: readonly string[];
  readonly needs?: readonly NeededContent[];
  /** The columns, where they are known to be no others. */
  readonly columns?: readonly string[];
}

/** A query on one line. */
export function stageText(stages: readonly string[]): string {
  return stages.join(' | ');
}

/** An operator of a query. */
export function stageKql({ kql, summarize }: Stage): string {
  return summarize === undefined
    ? kql
    : `summarize ${summarize.aggregates.join(', ')}${summarize.by === '' ? '' : ` by ${summarize.by}`}`;
}
