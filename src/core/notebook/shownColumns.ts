import type { Row } from '../protocol/queryProtocol';

/**
 * The indices of the columns that hold something in these rows. An audit record fills a few dozen of the hundreds of documented
 * columns, and the others would bury them. Where nothing holds anything, all are shown.
 */
export function filledColumns(columnCount: number, rows: readonly Row[]): readonly number[] {
  const all = Array.from({ length: columnCount }, (_, index) => index);
  const filled = all.filter((index) => rows.some((row) => (row[index] ?? '') !== ''));
  return filled.length > 0 ? filled : all;
}
