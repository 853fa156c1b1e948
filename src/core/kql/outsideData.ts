import type { Place } from './queryError';

/** A list that people keep beside the records, as a watchlist of Microsoft Sentinel: a CSV file whose first record names its columns. */
export interface Watchlist {
  /** What `_GetWatchlist()` calls it. */
  readonly name: string;
  /** The names of the file's columns, each once, in order. */
  readonly columns: readonly string[];
  /** Absolute path of the file. */
  readonly file: string;
  /** When the file was changed last, in milliseconds since the epoch. */
  readonly updated: number;
}

/** What queries may read besides the tables. Without it they read nothing else. */
export interface OutsideData {
  /**
   * Where the file that `externaldata` names can be read: an absolute path.
   *
   * @throws EngineError `query` at the place, where queries may not read it
   */
  readonly externalFile: (name: string, place: Place) => string;
  readonly watchlists: readonly Watchlist[];
  /** The MaxMind database that `geo_info_from_ip_address()` looks in: an absolute path. Undefined where none was chosen. */
  readonly geoDatabase?: string | undefined;
}
