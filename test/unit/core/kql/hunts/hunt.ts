import type { CellValue } from '../../../../../src/core/protocol/queryProtocol';

/** A query as analysts write it, and its answer over the records of `huntingRecords.ts`. */
export interface Hunt {
  readonly query: string;
  /** Names, parted by blanks. */
  readonly columns: string;
  /** In the order of their texts, where the query does not sort them. */
  readonly rows: readonly (readonly CellValue[])[];
}
