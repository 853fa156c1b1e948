import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { archiveError, hasCode } from './archiveError';
import type { Commit } from './commit';
import { commitSchema } from './commit';
import { linkFile, syncFolder, writeDurably } from './durableFiles';

/**
 * The log of commits: files `catalogue/000000000001.json`, `…2.json`, with no holes.
 *
 * A commit is written elsewhere and linked to the next number when it is on the disk. A link is made whole or not at all, and fails
 * where the number is taken: so any number of processes may write, with no lock, and none overwrites another's commit.
 */
export class CommitLog {
  /** Number of the last commit that was read or written here; 0 before the first. */
  version = 0;
  private readonly folder: string;

  constructor(
    archiveFolder: string,
    private readonly workFolder: string,
  ) {
    this.folder = path.join(archiveFolder, 'catalogue');
  }

  /**
   * Reads all commits; for the first time, that is.
   *
   * @throws EngineError `archive` if a commit is missing or cannot be read; it is named
   */
  async readAll(): Promise<readonly Commit[]> {
    await mkdir(this.folder, { recursive: true });
    const numbers = (await readdir(this.folder)).map((name) => /^(\d+)\.json$/.exec(name)?.[1]);
    const last = Math.max(0, ...numbers.map(Number).filter(Number.isFinite));
    const commits = await this.readNew();
    if (this.version < last) {
      throw archiveError(`${this.fileOf(this.version + 1)} is missing from the archive. Restore it from a backup.`);
    }
    return commits;
  }

  /** Reads the commits that came since, of this process or of others. */
  async readNew(): Promise<readonly Commit[]> {
    const commits: Commit[] = [];
    for (;;) {
      const commit = await this.read(this.version + 1);
      if (commit === undefined) {
        return commits;
      }
      this.version += 1;
      commits.push(commit);
    }
  }

  /**
   * Adds the commit that follows those up to `version`, which it was made from. False where another process was faster: read its
   * commit, and see what it means for this one.
   */
  async append(commit: Commit, version: number): Promise<boolean> {
    if (this.version !== version) {
      return false;
    }
    const draft = path.join(this.workFolder, `${randomUUID()}.json`);
    await writeDurably(draft, `${JSON.stringify(commit)}\n`);
    try {
      await linkFile(draft, this.fileOf(this.version + 1));
    } catch (error) {
      if (hasCode(error, 'EEXIST')) {
        return false;
      }
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolder(this.folder);
    this.version += 1;
    return true;
  }

  private async read(number: number): Promise<Commit | undefined> {
    const file = this.fileOf(number);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) {
        return undefined;
      }
      throw archiveError(`${file} cannot be read.`, error);
    }
    try {
      return commitSchema.parse(JSON.parse(text));
    } catch (error) {
      throw archiveError(`${file} is damaged; restore it from a backup.`, error);
    }
  }

  private fileOf(number: number): string {
    return path.join(this.folder, `${String(number).padStart(12, '0')}.json`);
  }
}
