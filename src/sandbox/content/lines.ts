import { byteLines } from '../../core/text/byteLines';

export interface Line {
  readonly text: string;
  /** Counted from 1, blank lines included. */
  readonly number: number;
}

/** The lines of a UTF-8 stream that are not blank, without a byte-order mark and carriage returns. */
export async function* readLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  for await (const bytes of byteLines(stream)) {
    number += 1;
    const text = new TextDecoder().decode(bytes).replace(/\r$/, '');
    if (text.trim() !== '') {
      yield { text, number };
    }
  }
}
