import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { archiveError } from '../archive/archiveError';

/**
 * The bytes of a file of records, without its compression.
 *
 * @throws EngineError `archive` if the file is of a kind that cannot be imported
 */
export async function* readRecordFile(file: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  if (/\.csv(\.gz)?$/i.test(file)) {
    throw archiveError(`${file} is CSV, which cannot be imported yet. Give NDJSON: one record a line.`);
  }
  let isChecked = false;
  for await (const chunk of (await openStream(file, signal)) as AsyncIterable<Uint8Array>) {
    if (!isChecked) {
      checkStart(file, chunk);
      isChecked = true;
    }
    yield chunk;
  }
}

async function openStream(file: string, signal: AbortSignal | undefined): Promise<Readable> {
  const isCompressed = await isGzip(file);
  const stream = createReadStream(file, signal === undefined ? {} : { signal });
  // An error goes through the pipeline to whoever reads its end.
  return isCompressed ? pipeline(stream, createGunzip(), () => undefined) : stream;
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

function checkStart(file: string, chunk: Uint8Array): void {
  const start = Buffer.from(chunk.subarray(0, 1_024));
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) {
    throw archiveError(`${file} is UTF-16, as Windows PowerShell writes files. Save it as UTF-8.`);
  }
  if (/^\uFEFF?\s*\[/.test(start.toString())) {
    throw archiveError(`${file} is a JSON array, which cannot be imported yet. Give NDJSON: one record a line.`);
  }
}
