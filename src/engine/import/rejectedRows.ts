import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { Row } from './row';

/** Characters of the imported file's name that are kept: a name may have 255 bytes, and a character 4. */
const longestName = 50;

/** The rows of one import that are no records: kept apart, in a file that is made when the first comes. */
export class RejectedRows {
  count = 0;
  /** NDJSON: `{"line","element","reason","text"}`, see {@link Row}. Undefined while there are none. */
  file: string | undefined;
  private handle: FileHandle | undefined;

  constructor(
    private readonly archiveFolder: string,
    private readonly importedName: string,
  ) {}

  async add({ line, element, text }: Row, reason: string): Promise<void> {
    this.count += 1;
    this.handle ??= await this.create();
    await this.handle.write(`${JSON.stringify({ line, element, reason, text: Buffer.from(text).toString() })}\n`);
  }

  async close(): Promise<void> {
    await this.handle?.close();
  }

  private async create(): Promise<FileHandle> {
    const folder = path.join(this.archiveFolder, 'rejected');
    await mkdir(folder, { recursive: true });
    const name = Array.from(path.basename(this.importedName)).slice(0, longestName).join('');
    this.file = path.join(folder, `${name}.${randomUUID()}.ndjson`);
    return open(this.file, 'wx');
  }
}
