import { Buffer } from 'node:buffer';

export interface Line {
  readonly text: string;
  /** Counted from 1, blank lines included. */
  readonly number: number;
}

const lineFeed = 0x0a;

/**
 * The lines of a UTF-8 stream that are not blank, without a byte-order mark and carriage returns. Only a line feed ends a line:
 * `node:readline` would also break at U+2028, which JSON strings may hold.
 */
export async function* readLines(stream: AsyncIterable<unknown>): AsyncGenerator<Line> {
  let number = 0;
  for await (const bytes of splitAtLineFeeds(stream)) {
    number += 1;
    const text = bytes.toString().replace(/^\uFEFF|\r$/g, '');
    if (text.trim() !== '') {
      yield { text, number };
    }
  }
}

async function* splitAtLineFeeds(stream: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  // A long line comes in many chunks: they are joined once, at its end.
  let begun: Buffer[] = [];
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) {
      throw new TypeError('Lines are read from bytes.');
    }
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]);
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
  }
  yield Buffer.concat(begun);
}
