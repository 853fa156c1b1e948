import { byteLineGroups } from '../../core/text/byteLines';
import type { Row } from './row';

/** The rows of NDJSON: its lines, but the empty ones. */
export async function* lineRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  let line = 0;
  for await (const texts of byteLineGroups(bytes)) {
    const rows: Row[] = [];
    for (const text of texts) {
      line += 1;
      if (!isBlank(text)) {
        rows.push({ line, text });
      }
    }
    yield rows;
  }
}

function isBlank(text: Uint8Array): boolean {
  return text.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
