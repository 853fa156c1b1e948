/** The first bytes of a stream, and the stream as it was, with them. */
export interface PeekedBytes {
  /** As many as were asked for, or more; fewer if the stream has no more. */
  readonly start: Uint8Array;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Looks at the first bytes of a stream, so that what it is decides how it is read. */
export async function peekBytes(bytes: AsyncIterable<Uint8Array>, length: number): Promise<PeekedBytes> {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let peeked = 0;
  while (peeked < length) {
    const next = await iterator.next();
    if (next.done === true) {
      break;
    }
    chunks.push(next.value);
    peeked += next.value.length;
  }
  return { start: Buffer.concat(chunks), bytes: replay(chunks, iterator) };
}

async function* replay(chunks: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}
