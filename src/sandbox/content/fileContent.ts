import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { contentTypeOf, type ContentType } from '../../core/api/contentType';
import { hourMs, retentionMs, type ContentWindow } from '../../core/api/contentWindow';
import { formatContentId } from './contentId';
import type { ContentSource, StoredBlob } from './contentSource';
import { BlobSpool } from './blobSpool';
import { readLines } from './lines';

/** A file of records that cannot be served; the message says why, and in which line. */
export class RecordsFileError extends Error {
  override readonly name = 'RecordsFileError';

  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The records file "${file}" cannot be served: ${reason}`, options);
  }
}

const recordSchema = z.looseObject({
  Id: z.string().min(1),
  Workload: z.unknown().optional(),
  RecordType: z.unknown().optional(),
});

/**
 * The records of an NDJSON file, as content: each record in the content type of its workload, exactly as the file has it, in blobs
 * that became available at even intervals from 6 days and 22 hours ago to 10 minutes ago. Some are delivered twice.
 *
 * The records are held in memory, outside of the JavaScript heap.
 */
export class FileContent implements ContentSource {
  private readonly byId: ReadonlyMap<string, StoredBlob>;

  private constructor(private readonly byType: ReadonlyMap<ContentType, readonly StoredBlob[]>) {
    this.byId = new Map([...byType.values()].flat().map((blob) => [blob.contentId, blob]));
  }

  /** @throws RecordsFileError for a file that cannot be read, or a line that is no record: a JSON object with an Id. */
  static async open(file: string, now: number): Promise<FileContent> {
    const spools = await readSpools(file);
    const window = { start: now - retentionMs + 2 * hourMs, end: now - 10 * 60_000 };
    return new FileContent(
      new Map([...spools].map(([type, spool]) => [type, spreadEvenly(type, spool.finish(), window)])),
    );
  }

  list(contentType: ContentType, window: ContentWindow): readonly StoredBlob[] {
    return (this.byType.get(contentType) ?? []).filter(
      ({ created }) => window.start <= created && created < window.end,
    );
  }

  find(contentId: string): StoredBlob | undefined {
    return this.byId.get(contentId);
  }
}

async function readSpools(file: string): Promise<ReadonlyMap<ContentType, BlobSpool>> {
  try {
    const { size } = await stat(file);
    const spools = new Map<ContentType, BlobSpool>();
    for await (const { text, number } of readLines(createReadStream(file))) {
      const contentType = contentTypeOf(parseRecord(text, number, file));
      const spool = spools.get(contentType) ?? new BlobSpool(size);
      spools.set(contentType, spool);
      spool.add(text);
    }
    return spools;
  } catch (error) {
    throw error instanceof RecordsFileError ? error : new RecordsFileError(file, describe(error), { cause: error });
  }
}

function parseRecord(text: string, number: number, file: string): z.output<typeof recordSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Without the parser's message: it quotes the record.
    throw new RecordsFileError(file, `line ${number} is not valid JSON.`);
  }
  const record = recordSchema.safeParse(value);
  if (!record.success) {
    throw new RecordsFileError(file, `line ${number} is no audit record: it must be a JSON object with an Id.`);
  }
  return record.data;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function spreadEvenly(
  contentType: ContentType,
  bodies: readonly Uint8Array[],
  { start, end }: ContentWindow,
): readonly StoredBlob[] {
  return bodies.map((body, position) => {
    const created = Math.floor(start + ((position + 0.5) * (end - start)) / bodies.length);
    const contentId = formatContentId({ contentType, created, index: 0, content: `${position} ${body.length}` });
    return { contentType, contentId, created, body: () => body };
  });
}
