import { joinBytes } from './joinBytes';

const lineFeed = 0x0a;

/**
 * The lines of a stream of bytes, without their line feeds: as bytes, so that one that is no UTF-8 spoils no other. Nothing but a
 * line feed ends a line.
 */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const lines of byteLineGroups(chunks)) {
    yield* lines;
  }
}

/** The same, those together that come together: a line costs less than a turn of an asynchronous loop. */
export async function* byteLineGroups(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Uint8Array[]> {
  // A long line comes in many chunks: they are joined once, at its end.
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      lines.push(joinBytes([...begun, chunk.subarray(start, end)]));
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
    yield lines;
  }
  const last = joinBytes(begun);
  if (last.length > 0) {
    yield [last];
  }
}
