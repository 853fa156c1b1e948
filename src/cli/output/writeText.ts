import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes texts to a stream as fast as it takes them. */
export async function writeText(stream: Writable, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  for await (const text of texts) {
    if (!stream.write(text)) {
      await once(stream, 'drain');
    }
  }
}
