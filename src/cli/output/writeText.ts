import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * Writes texts to a stream as fast as it takes them.
 *
 * @throws the signal's reason, once it is aborted: a result may have millions of rows, and its reader may be slow
 */
export async function writeText(
  stream: Writable,
  texts: Iterable<string> | AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  for await (const text of texts) {
    signal.throwIfAborted();
    if (!stream.write(text)) {
      await once(stream, 'drain', { signal });
    }
  }
}
