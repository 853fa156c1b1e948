import type { KustoType } from '../../kustoType';
import type { LiteralExpression } from '../../plan/plan';
import type { Sql } from '../sql';

/** An argument: its SQL, its type, and its value where that is known. */
export interface Argument {
  readonly sql: Sql;
  readonly type: KustoType;
  readonly literal?: LiteralExpression['value'];
  /** A query stands in it: it can be no part of what DuckDB is told to TRY. */
  readonly readsRows?: boolean;
}
