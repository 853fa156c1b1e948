/** A piece of an imported file that should be one record. */
export interface Row {
  /** The line of the file that it begins in, from 1. */
  readonly line: number;
  /** Its place among the values of a JSON file, from 1: such a file may be a single line. */
  readonly element?: number;
  /** The JSON text of the record; all of the row, if it is known to have none. */
  readonly text: Uint8Array;
  /** Why it can be no record. */
  readonly problem?: string;
}
