import type { IncomingMessage } from 'node:http';

/**
 * Reads the body of a request. Where it is longer than allowed it ends at once, and the connection stays open for an answer: both
 * `for await` and `node:stream/consumers` would close it.
 *
 * @param limit bytes
 * @returns undefined for a longer one
 * @throws Node's error where the connection ends before the body does
 */
export function readBoundedBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      resolve(undefined);
      return;
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.byteLength;
      if (length > limit) {
        request.pause();
        resolve(undefined);
      } else {
        chunks.push(chunk);
      }
    });
    request.once('end', () => {
      resolve(Buffer.concat(chunks));
    });
    request.once('error', reject);
  });
}
