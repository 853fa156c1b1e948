/**
 * The algebra that KQL is turned into, and SQL is made from: operators over relations, expressions over their columns.
 *
 * Names are resolved and types are known: a column is named as its relation names it, and a relation's names are unique (case counts).
 */
import type { Column, KustoType } from '../kustoType';
import type { Place } from '../queryError';
import type { DayColumn, RecordTextColumn } from '../tableSchema';

export type Expression =
  LiteralExpression | ColumnExpression | CallExpression | ScalarQueryExpression | MembershipExpression;

/** A constant. A dynamic one is its JSON text; datetime and timespan are ticks; guid, decimal are their texts. */
export interface LiteralExpression {
  readonly kind: 'literal';
  readonly type: KustoType;
  readonly value: string | number | bigint | boolean | null;
}

export interface ColumnExpression {
  readonly kind: 'column';
  readonly type: KustoType;
  readonly name: string;
  /** Where the text names it; absent where it does not. */
  readonly place?: Place;
}

/** A function or an operator: `strcat`, `==`, `has_any`. Its name is a row of a table of functions, or it is not supported. */
export interface CallExpression {
  readonly kind: 'call';
  readonly type: KustoType;
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly place: Place;
}

/** The first value of the first row of a query. */
export interface ScalarQueryExpression {
  readonly kind: 'scalarQuery';
  readonly type: KustoType;
  readonly query: Plan;
}

/** Whether a value is in the first column of a query. */
export interface MembershipExpression {
  readonly kind: 'membership';
  readonly type: 'bool';
  readonly value: Expression;
  readonly query: Plan;
  readonly ignoreCase: boolean;
}

export interface NamedExpression {
  readonly name: string;
  readonly expression: Expression;
}

export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export type JoinKind =
  | 'inner'
  | 'innerunique'
  | 'leftouter'
  | 'rightouter'
  | 'fullouter'
  | 'leftsemi'
  | 'leftanti'
  | 'rightsemi'
  | 'rightanti';

/** An aggregate's results: one column, or several that come from the same row (`arg_max`). */
export interface Aggregate {
  readonly expression: Expression;
  readonly columns: readonly Column[];
}

/** The columns that part the rows into groups, which an operator keeps to: the rows around a row are those of its group. */
export type Groups = readonly string[];

export type Plan =
  | TablePlan
  | { readonly kind: 'rows'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Expression[])[] }
  | {
      readonly kind: 'range';
      readonly column: Column;
      readonly from: Expression;
      readonly to: Expression;
      readonly step: Expression;
      readonly place: Place;
    }
  | { readonly kind: 'filter'; readonly input: Plan; readonly predicate: Expression; readonly per?: Groups }
  /** All columns of the result, in order. */
  | {
      readonly kind: 'project';
      readonly input: Plan;
      readonly columns: readonly NamedExpression[];
      readonly per?: Groups;
    }
  | {
      readonly kind: 'summarize';
      readonly input: Plan;
      readonly keys: readonly NamedExpression[];
      readonly aggregates: readonly Aggregate[];
    }
  | { readonly kind: 'sort'; readonly input: Plan; readonly keys: readonly SortKey[] }
  /** The rows have an order from here on: the one in which they come. */
  | { readonly kind: 'serialize'; readonly input: Plan }
  /** The first rows: of each group, where there are groups. */
  | { readonly kind: 'take'; readonly input: Plan; readonly count: Expression; readonly per?: Groups }
  | SharedPlan
  | ExternalPlan
  | JoinPlan
  | UnionPlan
  | ExpandPlan
  | MakeSeriesPlan
  | PatternsPlan
  | ScanPlan;

export interface TablePlan {
  readonly kind: 'table';
  readonly name: string;
  /** Those that are read. */
  readonly columns: readonly Column[];
  /** Of all columns of the table, in its order: what one is called in SQL depends on those before it. */
  readonly allNames: readonly string[];
  readonly days?: DayColumn | undefined;
  readonly recordText?: RecordTextColumn | undefined;
  readonly holdsValues?: boolean | undefined;
  /** Only the rows of these times, of the column that `days` names. */
  readonly range?: TimeRange | undefined;
}

/** `materialize` of rows that could be others each time: they are computed once for all of the statement (`sharedPlans.ts`). */
export interface SharedPlan {
  readonly kind: 'shared';
  /** No other shared rows of the text are called so. */
  readonly name: string;
  readonly input: Plan;
}

/** From the first of two datetimes until before the second, in ticks. */
export interface TimeRange {
  readonly from: bigint;
  readonly until: bigint;
}

/** Columns of the result are those of the left, then those of the right, by position, or one side's for semi and anti joins. */
export interface JoinPlan {
  readonly kind: 'join';
  readonly joinKind: JoinKind;
  readonly left: Plan;
  readonly right: Plan;
  /** Each equality: an expression over the left, and one over the right. */
  readonly on: readonly { readonly left: Expression; readonly right: Expression }[];
  /** Which columns are kept, and under which names. */
  readonly columns: readonly { readonly side: 'left' | 'right'; readonly source: string; readonly column: Column }[];
}

export interface UnionPlan {
  readonly kind: 'union';
  readonly columns: readonly Column[];
  /** For each input, an expression for each column of the result. */
  readonly inputs: readonly { readonly plan: Plan; readonly values: readonly Expression[] }[];
}

export type ExternalFormat = 'csv' | 'tsv' | 'psv' | 'scsv' | 'txt' | 'raw' | 'json' | 'parquet';

/** Files that the user lets queries read. */
export interface ExternalPlan {
  readonly kind: 'external';
  readonly columns: readonly Column[];
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly format: ExternalFormat;
  readonly skipsFirstRecord: boolean;
}

/** `mv-expand`: a row for each element of the longest array; arrays that are shorter give nulls. */
export interface ExpandPlan {
  readonly kind: 'expand';
  readonly input: Plan;
  readonly expansions: readonly { readonly expression: Expression; readonly column: Column }[];
  readonly indexColumn?: string;
  /** At most so many rows for each row. */
  readonly limit?: number;
  /** The result's columns, in order: those of the input, and those that are expanded. */
  readonly columns: readonly Column[];
  /** A property bag becomes `[name, value]` arrays, not bags of one. */
  readonly bagsAsArrays: boolean;
}

/** `make-series`: a row for each group, whose columns are arrays with an element for each step of the axis. */
export interface MakeSeriesPlan {
  readonly kind: 'makeSeries';
  readonly input: Plan;
  readonly keys: readonly NamedExpression[];
  readonly series: readonly MakeSeriesColumn[];
  readonly on: Expression;
  /** The column of the axis. */
  readonly axis: Column;
  /** The bounds of the axis; where one is not given, the values of the data bound it. */
  readonly from?: Expression;
  readonly to?: Expression;
  /** The axis may reach its upper bound. */
  readonly toIsIncluded: boolean;
  readonly step: Expression;
  /** A row of defaults where there is no row to make a series of. */
  readonly nonEmpty: boolean;
}

export interface MakeSeriesColumn {
  readonly aggregate: Expression;
  /** What steps without rows have. */
  readonly otherwise: Expression;
  readonly column: Column;
}

/**
 * The patterns of values that many rows have: a row for each, with its values, and wildcards in the other columns. Rows can be of two
 * sides, so that these can be compared.
 */
export interface PatternsPlan {
  readonly kind: 'patterns';
  readonly input: Plan;
  readonly dimensions: readonly PatternDimension[];
  /** How often a row counts, on each side: whole numbers. */
  readonly weights: readonly [Expression, Expression];
  /** A pattern has at least this share, from 0 to 1, of a side's rows. */
  readonly threshold: Expression;
  /** A pattern has at most so many values that do not follow from each other. */
  readonly maxDimensions: number;
  /**
   * Which patterns are given: all; or those that score better than any that says more or less than they do, by how much they say of how
   * many rows, or by how far the shares of the sides are apart.
   */
  readonly choice: 'all' | { readonly sizeWeight: Expression } | 'difference';
  /** How many rows of each side have the pattern, and how many rows the sides have; then the score. */
  readonly measures: readonly [Column, Column, Column, Column, Column];
}

/** A column whose values patterns are of, and what it holds where a pattern has no value of it. */
export interface PatternDimension {
  /** Of the input, and of the result. */
  readonly column: Column;
  readonly wildcard: Expression;
}

/**
 * `scan`: rows that meet the conditions of steps, one step after the other, with columns that are computed from the row and from the
 * last rows of the steps.
 */
export interface ScanPlan {
  readonly kind: 'scan';
  readonly input: Plan;
  /** The columns that are added, and their values where nothing is assigned. */
  readonly declared: readonly NamedExpression[];
  readonly steps: readonly ScanStep[];
  /** A column for the number of the sequence, from 0, that a row is of. */
  readonly matchId?: string;
  /** Rows of different keys are of different sequences. */
  readonly keys: readonly Expression[];
  readonly per?: Groups;
}

export interface ScanStep {
  readonly condition: Expression;
  /** The values of declared columns in a row that meets the condition. */
  readonly assignments: readonly NamedExpression[];
  /** Which of the rows that follow each other in this step are given. */
  readonly output: 'all' | 'last' | 'none';
  /** Columns of the step's last row that expressions name: the name there, and the column that it is. */
  readonly state: readonly { readonly name: string; readonly column: Column }[];
}
