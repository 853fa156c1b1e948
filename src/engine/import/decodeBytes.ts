import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { hasCode } from '../archive/archiveError';
import { peekBytes } from './peekBytes';

/** In no UTF-8 text: what holds it is refused. */
const noUtf8 = Buffer.of(0xff);

const utf8Mark = Buffer.of(0xef, 0xbb, 0xbf);
const utf16Mark = Buffer.of(0xff, 0xfe);
const gzipMark = Buffer.of(0x1f, 0x8b);

/** The bytes of a file as UTF-8 without a byte order mark: decompressed, and recoded from the UTF-16 of Windows PowerShell. */
export async function decodeBytes(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const { start, bytes } = await peekBytes(source, utf8Mark.length);
  if (startsWith(start, gzipMark)) {
    return decodeText(unzip(bytes));
  }
  return decodeText(bytes);
}

async function* unzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // An error goes through the pipeline to whoever reads its end.
  const unzipped: AsyncIterable<Uint8Array> = pipeline(bytes, createGunzip(), () => undefined);
  try {
    yield* unzipped;
  } catch (error) {
    throw hasCode(error, 'Z_BUF_ERROR', 'Z_DATA_ERROR')
      ? new Error('The file is cut or damaged (gzip). What comes before that is imported.', { cause: error })
      : error;
  }
}

async function decodeText(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const { start, bytes } = await peekBytes(source, utf8Mark.length);
  if (startsWith(start, utf8Mark)) {
    return skipBytes(bytes, utf8Mark.length);
  }
  return startsWith(start, utf16Mark) ? recodeUtf16(skipBytes(bytes, utf16Mark.length)) : bytes;
}

function startsWith(bytes: Uint8Array, mark: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, mark.length), mark) === 0;
}

async function* skipBytes(bytes: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of bytes) {
    yield chunk.subarray(left);
    left -= Math.min(left, chunk.length);
  }
}

async function* recodeUtf16(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new StringDecoder('utf16le');
  for await (const chunk of bytes) {
    yield encodeUtf8(decoder.write(Buffer.from(chunk)));
  }
  yield encodeUtf8(decoder.end());
}

/** Half of a surrogate pair has no UTF-8: it becomes a byte that has none either, so that its row is refused, and not altered. */
function encodeUtf8(text: string): Uint8Array {
  const parts = text.split(/\p{Surrogate}/u).map((part) => Buffer.from(part));
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [noUtf8, part])));
}
