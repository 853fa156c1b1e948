import type { Column } from './kustoType';

/** A table that queries may name: in DuckDB, a view of the same name. */
export interface TableSchema {
  readonly name: string;
  readonly columns: readonly Column[];
}
