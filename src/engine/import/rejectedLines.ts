import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** The lines of one import that are no records: kept apart, in a file that is made when the first comes. */
export class RejectedLines {
  count = 0;
  /** NDJSON: `{"line","reason","text"}`; lines count from 1. Undefined while there are none. */
  file: string | undefined;
  private handle: FileHandle | undefined;

  constructor(
    private readonly archiveFolder: string,
    private readonly importedFile: string,
  ) {}

  async add(line: number, reason: string, text: string): Promise<void> {
    this.count += 1;
    this.handle ??= await this.create();
    await this.handle.write(`${JSON.stringify({ line, reason, text })}\n`);
  }

  async close(): Promise<void> {
    await this.handle?.close();
  }

  private async create(): Promise<FileHandle> {
    const folder = path.join(this.archiveFolder, 'rejected');
    await mkdir(folder, { recursive: true });
    this.file = path.join(folder, `${path.basename(this.importedFile)}.${randomUUID()}.ndjson`);
    return open(this.file, 'wx');
  }
}
