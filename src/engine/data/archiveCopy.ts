import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Archive } from '../archive/archive';
import { archiveError, hasCode } from '../archive/archiveError';
import type { ArchiveSnapshot } from '../archive/log/archiveState';
import type { CommittedFile } from '../archive/log/commit';
import { CommitLog } from '../archive/log/commitLog';
import { makeFolderDurably, syncFolder } from '../archive/files/durableFiles';
import { forEachConcurrently } from '../forEachConcurrently';
import { bytesOf } from './measureSelection';

/** What an archive's folder has, but for the work folders of processes. */
export const copiedEntries = ['records', 'rejected', 'checkpoints', 'commits', 'format.json'] as const;

/** Small files take longer to be made than to be filled. */
const filesAtATime = 4;

export interface CopyOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly records: number; readonly fraction: number }) => void) | undefined;
}

interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
}

/** A copy of an archive, which is brought up to it again and again while others use it. */
export class ArchiveCopy {
  /** What each copied file was when it was copied, by its path in the archive, which has `/`. */
  private readonly copied = new Map<string, FileFacts>();
  private records = 0;
  private bytes = 0;

  constructor(
    private readonly archive: Archive,
    /** Absolute. */
    private readonly folder: string,
    private readonly options: CopyOptions,
  ) {}

  /**
   * Brings the copy up to what the archive is.
   *
   * @returns false where the archive has changed meanwhile, and the copy is perhaps of nothing that it ever was
   * @throws EngineError `archive` if a file of the archive is missing, or its copy is not what it is; the signal's reason
   */
  async update(snapshot: ArchiveSnapshot): Promise<boolean> {
    const { version, files } = snapshot;
    for (const folder of ['commits', 'checkpoints']) {
      await makeFolderDurably(path.join(this.folder, folder));
    }
    try {
      await this.copyRecords(files);
      const others = ['format.json', ...(await this.list('rejected'))];
      await this.copyFiles(others);
      // Last, and at once: what they need of each other is deleted after minutes at the earliest.
      const log = [...(await this.list('checkpoints')), ...(await this.list('commits'))];
      await this.copyFiles(log);
      await this.dropOthers(new Set([...files.map((file) => file.path), ...others, ...log]));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) {
        return false;
      }
      throw error;
    }
    const folders = new Set([...this.copied.keys()].map((file) => path.dirname(path.join(this.folder, file))));
    for (const folder of folders) {
      await syncFolder(folder);
    }
    await this.requireCopies();
    // As if it was opened.
    const log = new CommitLog(this.folder, this.folder);
    await log.load();
    return log.version === version;
  }

  /** What was copied first lies there for minutes, and may be gone again: the drive was removed, or someone cleaned up. */
  private async requireCopies(): Promise<void> {
    for (const [file, { size }] of this.copied) {
      const copy = path.join(this.folder, file);
      if ((await stat(copy)).size !== size) {
        throw archiveError(`${copy} was changed while the archive was copied.`);
      }
    }
  }

  private async copyRecords(files: readonly CommittedFile[]): Promise<void> {
    const added: (CommittedFile & { readonly bytes: number })[] = [];
    for (const file of files) {
      if (!this.copied.has(file.path)) {
        added.push({ ...file, bytes: await bytesOf(this.archive, file) });
      }
    }
    const total = this.bytes + added.reduce((sum, { bytes }) => sum + bytes, 0);
    await forEachConcurrently(added, filesAtATime, this.options.signal, async (file, signal) => {
      await this.copyRecordFile(file, signal);
      this.records += file.records;
      this.bytes += file.bytes;
      this.options.onProgress?.({ records: this.records, fraction: this.bytes / total });
    });
  }

  /** Throws Node's `ENOENT` for a file that others have removed meanwhile. */
  private async copyRecordFile(file: CommittedFile, signal: AbortSignal): Promise<void> {
    try {
      await this.copyFile(file.path, signal);
    } catch (error) {
      if (
        hasCode(error, 'ENOENT') &&
        (await this.archive.snapshot()).files.some(({ path: named }) => named === file.path)
      ) {
        throw archiveError(`${this.archive.pathOf(file)} is missing. Restore it from a backup.`);
      }
      throw error;
    }
  }

  private async copyFiles(files: readonly string[]): Promise<void> {
    await forEachConcurrently(files, filesAtATime, this.options.signal, (file, signal) => this.copyFile(file, signal));
  }

  /** Copies a file, unless the copy is of the same size and age: what is added to a file makes it another. */
  private async copyFile(file: string, signal: AbortSignal): Promise<void> {
    const source = path.join(this.archive.folder, file);
    const target = path.join(this.folder, file);
    const { size, mtimeMs } = await stat(source);
    const known = this.copied.get(file);
    if (known?.size === size && known.mtimeMs === mtimeMs) {
      return;
    }
    await makeFolderDurably(path.dirname(target));
    await rm(target, { force: true });
    const sent = createHash('sha256');
    await pipeline(
      createReadStream(source),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          sent.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(target, { flags: 'wx', flush: true }),
      { signal },
    );
    const arrived = createHash('sha256');
    await pipeline(createReadStream(target), arrived, { signal });
    if (!sent.digest().equals(arrived.digest())) {
      throw archiveError(`The copy of ${source} is not what it is. Check both drives.`);
    }
    this.copied.set(file, { size, mtimeMs });
  }

  /** What the archive has no more is not to come back by way of the copy. */
  private async dropOthers(wanted: ReadonlySet<string>): Promise<void> {
    for (const file of this.copied.keys()) {
      if (!wanted.has(file)) {
        await rm(path.join(this.folder, file), { force: true });
        this.copied.delete(file);
      }
    }
  }

  /** The files of a folder of the archive, by their paths in the archive, which have `/`. */
  private async list(folder: string): Promise<readonly string[]> {
    return (await filesIn(path.join(this.archive.folder, folder))).map((file) => `${folder}/${file}`);
  }
}

/** Relative, with `/`; none where there is no such folder. */
async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}
