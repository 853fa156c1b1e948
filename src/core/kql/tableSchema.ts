import type { Column } from './kustoType';

/** A table that queries may name: in DuckDB, a view of the same name. */
export interface TableSchema {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly days?: DayColumn;
  readonly recordText?: RecordTextColumn;
  /** The values of columns that only have values with names, by column: those of a text column are the names, those of another the numbers. */
  readonly namedValues?: Readonly<Record<string, readonly NamedValue[]>>;
  /** Its view has values as results have them, not as the archive stores them: see `sql/sqlTypes.ts`. */
  readonly holdsValues?: boolean;
  /**
   * Its rows are those of other tables too. `search` and `find` over all tables pass it by, so that they find each row once, unless they
   * name a column that it alone has.
   */
  readonly repeatsRows?: boolean;
}

/** A value that has a name. */
export interface NamedValue {
  readonly name: string;
  /** The number that stands for the name in records; absent where records have the name. */
  readonly number?: number;
}

/**
 * A column that the view has beside those of its table: the record's JSON, as text. What its other columns say is in there, so that a
 * search for a word in any of hundreds of columns first looks for it in one.
 */
export interface RecordTextColumn {
  readonly name: string;
  /** The columns that say what is not in the record. */
  readonly beside: readonly string[];
}

/**
 * A column that the view has beside those of its table: of type DATE, the day in UTC that a row's files are kept under. A condition
 * on it passes over whole files without opening them.
 */
export interface DayColumn {
  readonly name: string;
  /** The datetime column whose day it is. */
  readonly of: string;
}
