import { ValueSplitter } from '../../core/text/valueSplitter';
import { longestRecord } from '../archive/records/parseRecords';
import type { Row } from './row';

/** The rows of JSON that does not go by lines: the elements of arrays, or objects that stand alone. */
export async function* valueRows(
  bytes: AsyncIterable<Uint8Array>,
  longest = longestRecord,
): AsyncGenerator<readonly Row[]> {
  const splitter = new ValueSplitter(longest);
  for await (const chunk of bytes) {
    yield [...splitter.split(chunk)];
  }
  yield [...splitter.end()];
}
