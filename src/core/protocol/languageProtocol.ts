import type { Connection } from '../api/connection';

export interface DocumentConnectionParams {
  /** Of a notebook, or of a document that is in none. */
  readonly uri: string;
}

/** Whose archive gives the columns and values that a document can name; null where the user has yet to choose. */
export interface DocumentConnection {
  readonly connection: Connection | null;
}
