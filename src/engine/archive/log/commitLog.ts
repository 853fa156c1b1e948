import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { archiveError, hasCode, movedError } from '../archiveError';
import { checkpointsFolder, commitsFolder } from '../archiveFormat';
import type { Catalogue } from './catalogue';
import { Checkpoints } from './checkpoints';
import type { Commit } from './commit';
import { commitSchema } from './commit';
import { linkFile, syncFolder, writeDurably } from '../files/durableFiles';

/** So many commits are read in a tenth of a second; a checkpoint of 200,000 blobs takes a second to write. */
const commitsInCheckpoint = 256;

/**
 * The log of commits: files `commits/000000000001.json`, `…2.json`, with no holes. Those that two checkpoints cover are deleted.
 *
 * A commit is written elsewhere and linked to the next number when it is on the disk. A link is made whole or not at all, and fails
 * where the number is taken: so any number of processes may write, with no lock, and none overwrites another's commit. That a number
 * is not taken because its commit was deleted is told by the checkpoints, see there.
 */
export class CommitLog {
  /** Number of the last commit that was read or written here; 0 before the first. */
  version = 0;
  private readonly folder: string;
  private readonly checkpoints: Checkpoints;
  /** Of the checkpoint that was read or written last. */
  private checkpointVersion = 0;

  constructor(
    private readonly archiveFolder: string,
    private readonly workFolder: string,
    /** How many commits there are from one checkpoint to the next. */
    private readonly checkpointInterval = commitsInCheckpoint,
  ) {
    this.folder = commitsFolder(archiveFolder);
    this.checkpoints = new Checkpoints(checkpointsFolder(archiveFolder), workFolder);
  }

  /**
   * Reads all there is: the newest checkpoint and the commits after it.
   *
   * @throws EngineError `archive` if a commit is missing or cannot be read; it is named. Also if the archive was moved, as the others do
   */
  async load(): Promise<Catalogue> {
    for (;;) {
      const last = Math.max(0, ...(await this.numbers()));
      const { catalogue, version } = await this.checkpoints.readNewest();
      let number = version;
      for (let commit = await this.read(number + 1); commit !== undefined; commit = await this.read(number + 1)) {
        number += 1;
        catalogue.apply(commit, number);
      }
      if (await this.checkpoints.areCommitsKept(version)) {
        if (number < last) {
          throw archiveError(`${this.fileOf(number + 1)} is missing from the archive. Restore it from a backup.`);
        }
        this.version = number;
        this.checkpointVersion = version;
        return catalogue;
      }
    }
  }

  /**
   * Reads the commits that came since, of this process or of others. Undefined where some of them may be deleted, since this process
   * was away so long: then all is to be loaded.
   */
  async readNew(): Promise<readonly Commit[] | undefined> {
    const commits: Commit[] = [];
    for (;;) {
      const commit = await this.read(this.version + commits.length + 1);
      if (commit !== undefined) {
        commits.push(commit);
      } else if (await this.checkpoints.areCommitsKept(this.version)) {
        this.version += commits.length;
        return commits;
      } else {
        return undefined;
      }
    }
  }

  /**
   * Adds the commit that follows those up to `version`, which it was made from. After one that says that the archive was moved nothing
   * follows: this log stays before it, so that whoever reads on finds it, this process as well. False where another process was faster: read its
   * commit, and see what it means for this one.
   */
  async append(commit: Commit, version: number): Promise<boolean> {
    if (this.version !== version) {
      return false;
    }
    const draft = path.join(this.workFolder, `${randomUUID()}.json`);
    try {
      await writeDurably(draft, `${JSON.stringify(commit)}\n`);
      await linkFile(draft, this.fileOf(version + 1));
    } catch (error) {
      if (hasCode(error, 'EEXIST')) {
        return false;
      }
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolder(this.folder);
    if (!(await this.checkpoints.areCommitsKept(version))) {
      return false;
    }
    if (commit.moved === undefined) {
      this.version = version + 1;
    }
    return true;
  }

  /**
   * Whether this process is to write a checkpoint: of those that write commits, one has the turn; who opens the archive makes up for
   * one that was killed in its turn.
   */
  isCheckpointDue(isOpening: boolean): boolean {
    return isOpening
      ? this.version - this.checkpointVersion >= 2 * this.checkpointInterval
      : this.version % this.checkpointInterval === 0;
  }

  /**
   * Writes a checkpoint of the catalogue, which is of the present version, and deletes the commits that nobody needs any more. What
   * the catalogue is when this is called is what is written.
   */
  async writeCheckpoint(catalogue: Catalogue): Promise<void> {
    const { version } = this;
    this.checkpointVersion = version;
    await this.checkpoints.write({ version, catalogue });
    const kept = await this.checkpoints.deleteOld();
    for (const number of await this.numbers()) {
      if (number <= kept) {
        await rm(this.fileOf(number), { force: true });
      }
    }
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
    let commit: Commit;
    try {
      commit = commitSchema.parse(JSON.parse(text));
    } catch (error) {
      throw archiveError(`${file} is damaged; restore it from a backup.`, error);
    }
    if (commit.moved !== undefined) {
      throw movedError(this.archiveFolder, commit.moved.to);
    }
    return commit;
  }

  /** Of all commits that are there. */
  private async numbers(): Promise<readonly number[]> {
    return (await readdir(this.folder)).flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? []).map(Number);
  }

  private fileOf(number: number): string {
    return path.join(this.folder, `${String(number).padStart(12, '0')}.json`);
  }
}
