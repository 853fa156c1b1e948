import type { Connection } from '../api/connection';
import type { Column } from '../kql/kustoType';

export interface DocumentConnectionParams {
  /** Of a notebook, or of a document that is in none. */
  readonly uri: string;
}

/** Whose archive gives the columns and values that a document can name; null where the user has yet to choose. */
export interface DocumentConnection {
  readonly connection: Connection | null;
  /** Results of named cells, which queries of the notebook may name as tables. */
  readonly tables?: readonly NamedColumns[];
}

/** A table that is not the archive's. */
export interface NamedColumns {
  readonly name: string;
  readonly columns: readonly Column[];
}
