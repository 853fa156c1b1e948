import { createHash, randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../archiveError';
import { makeFolderDurably, syncFolder, writeDurably } from '../files/durableFiles';
import type { UnreadableElement } from '../records/parseRecords';

/** Where content is kept that came in blobs and is no records, relative to the archive. */
export const rejectedFolder = 'rejected/blobs';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What came in blobs and is no records, kept apart byte by byte: nobody could send it again. A blob has at most one file of each kind,
 * whose name is a hash of its tenant and content id, for an id may hold anything.
 *
 * ```
 * rejected/blobs/<hash>.body       the body of a blob that is no JSON array
 * rejected/blobs/<hash>.ndjson     elements that are no records: {"element","reason","text"}, or "base64" in place of "text" where
 *                                  the bytes are no UTF-8
 * ```
 */
export class RejectedContent {
  private readonly folder: string;

  constructor(
    archiveFolder: string,
    private readonly workFolder: string,
  ) {
    this.folder = path.join(archiveFolder, rejectedFolder);
  }

  /** Keeps the body of a blob. Returns when it is on the disk. */
  keepBody(tenantId: string, contentId: string, body: Uint8Array): Promise<void> {
    return this.write(bodyFile(tenantId, contentId), body);
  }

  /** Keeps elements of a blob. Returns when they are on the disk. @returns the file, relative to the archive */
  async keepElements(tenantId: string, contentId: string, elements: readonly UnreadableElement[]): Promise<string> {
    const name = elementsFile(tenantId, contentId);
    await this.write(
      name,
      elements.map((element) => `${elementLine(element)}\n`),
    );
    return `${rejectedFolder}/${name}`;
  }

  /** Lets the body of a blob go, if it was kept: the blob came again, and could be read. */
  discardBody(tenantId: string, contentId: string): Promise<void> {
    return rm(path.join(this.folder, bodyFile(tenantId, contentId)), { force: true });
  }

  /** Lets all go that was kept of these blobs. Returns when it is gone from the disk. */
  async discard(tenantId: string, contentIds: Iterable<string>): Promise<void> {
    const kept = new Set(await this.names());
    for (const contentId of contentIds) {
      for (const name of [bodyFile(tenantId, contentId), elementsFile(tenantId, contentId)]) {
        if (kept.has(name)) {
          await rm(path.join(this.folder, name), { force: true });
        }
      }
    }
    if (kept.size > 0) {
      await syncFolder(this.folder);
    }
  }

  private async names(): Promise<readonly string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) {
        return [];
      }
      throw error;
    }
  }

  /** What was kept of the same blob before is replaced in one step. */
  private async write(name: string, content: Uint8Array | Iterable<string>): Promise<void> {
    await makeFolderDurably(this.folder);
    const draft = path.join(this.workFolder, randomUUID());
    await writeDurably(draft, content);
    await rename(draft, path.join(this.folder, name));
    await syncFolder(this.folder);
  }
}

function bodyFile(tenantId: string, contentId: string): string {
  return `${fileStem(tenantId, contentId)}.body`;
}

function elementsFile(tenantId: string, contentId: string): string {
  return `${fileStem(tenantId, contentId)}.ndjson`;
}

function fileStem(tenantId: string, contentId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([tenantId, contentId]))
    .digest('hex');
}

function elementLine({ element, reason, bytes }: UnreadableElement): string {
  const text = decode(bytes);
  const content = text === undefined ? { base64: Buffer.from(bytes).toString('base64') } : { text };
  return JSON.stringify({ element, reason, ...content });
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
