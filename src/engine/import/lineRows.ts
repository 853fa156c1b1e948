import { byteLines } from '../../core/text/byteLines';
import type { Row } from './row';

/** The rows of NDJSON: its lines, but the empty ones. */
export async function* lineRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of byteLines(bytes)) {
    line += 1;
    if (!isBlank(text)) {
      yield { line, text };
    }
  }
}

function isBlank(text: Uint8Array): boolean {
  return text.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
