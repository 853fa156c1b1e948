import type { RecordCopy } from './recordBatch';

/**
 * The JSON text of a blob.
 *
 * @param texts of the records that were kept, in the blob's order
 * @param copies the records that were not, because the archive had others of the same ids
 * @param firstTexts the texts of those others, by id: they stand in, and differ in the order of their keys at most
 * @returns undefined where one is missing
 */
export function blobText(
  texts: readonly string[],
  copies: readonly RecordCopy[],
  firstTexts: ReadonlyMap<string, string>,
): string | undefined {
  const all = [...texts];
  for (const { ordinal, id } of copies.toSorted((a, b) => a.ordinal - b.ordinal)) {
    const text = firstTexts.get(id);
    if (text === undefined || ordinal > all.length) {
      return undefined;
    }
    all.splice(ordinal, 0, text);
  }
  return `[${all.join(',')}]`;
}
