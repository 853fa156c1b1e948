import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { archiveError, hasCode } from '../archiveError';
import { Catalogue } from './catalogue';
import { checkpointLines, CheckpointReader } from './checkpointLines';
import { linkFile, syncFolder } from '../files/durableFiles';

/** The whole state of the archive after a commit. */
export interface Checkpoint {
  /** Number of the commit; 0 before the first. */
  readonly version: number;
  readonly catalogue: Catalogue;
}

/** What a process still reads, or may fall back to, is at least so young, in milliseconds. */
const keepMs = 10 * 60_000;

const mebibyte = 1024 * 1024;

/**
 * The checkpoints of the log of commits: files `checkpoints/000000000256.ndjson.gz`, with the whole state up to the commit of that
 * number. They are made like commits: written elsewhere, then linked to their name, whole.
 *
 * What they cover is deleted after a while, and this is the order of it, which all else stands on:
 * 1. `kept` is the second newest checkpoint of those that are old enough and whole; so two whole ones are there, always.
 * 2. The checkpoints before `kept` are deleted, and only when that is on the disk, the commits up to `kept`.
 *
 * Hence: **no commit after the oldest checkpoint was ever deleted, and while there are fewer than two checkpoints, none at all.**
 * Whoever has read or linked commits after number N, and then finds that the oldest of two or more checkpoints is of N or before, knows
 * that the numbers after N were never deleted, so that what it read was all there is, and what it linked is the one commit of that number.
 * Whoever finds otherwise was away so long that commits it has not read were deleted: what it read may lack some, and what it linked may
 * be a number that was used before. It begins anew from the newest checkpoint, and makes its change again. A commit that was linked to a
 * number of old is before every checkpoint, so nobody reads it, and it is deleted with the next ones.
 */
export class Checkpoints {
  constructor(
    private readonly folder: string,
    private readonly workFolder: string,
  ) {}

  /** Whether all commits after the one of this number are still there: to be asked after they were read, or added to. */
  async areCommitsKept(version: number): Promise<boolean> {
    return floorOf(await this.versions()) <= version;
  }

  /**
   * The newest checkpoint that can be read; an empty one where there is none, and the commits tell all.
   *
   * @throws EngineError `archive` where none can be read and the commits that it would replace are gone
   */
  async readNewest(): Promise<Checkpoint> {
    for (;;) {
      const versions = await this.versions();
      const damage: unknown[] = [];
      for (const version of versions.toReversed()) {
        try {
          return { version, catalogue: await this.read(version) };
        } catch (error) {
          damage.push(error);
        }
      }
      if (floorOf(versions) === 0) {
        return { version: 0, catalogue: new Catalogue() };
      }
      // Those that were deleted meanwhile have newer ones in their place.
      if (!damage.some((error) => hasCode(error, 'ENOENT'))) {
        const names = versions.map((version) => this.fileOf(version)).join(' and ');
        throw archiveError(`${names} are damaged. Restore one of them from a backup.`);
      }
    }
  }

  /** Writes a checkpoint of the catalogue as it is now; what changes from now on is not in it. Another process may have made the same. */
  async write({ version, catalogue }: Checkpoint): Promise<void> {
    const lines = checkpointLines(catalogue, Date.now());
    const draft = path.join(this.workFolder, `${randomUUID()}.ndjson.gz`);
    try {
      await pipeline(Readable.from(lines), createGzip(), createWriteStream(draft, { flags: 'wx', flush: true }));
      await linkFile(draft, this.fileOf(version));
      await syncFolder(this.folder);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) {
        throw error;
      }
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Deletes what newer checkpoints have made needless. @returns the number up to which commits can go; 0 for none */
  async deleteOld(now = Date.now()): Promise<number> {
    const versions = await this.versions();
    const whole: number[] = [];
    for (const version of versions.toReversed()) {
      if (whole.length < 2 && (await this.isOldAndWhole(version, now))) {
        whole.push(version);
      }
    }
    const [, kept = 0] = whole;
    for (const version of versions) {
      if (version < kept) {
        await rm(this.fileOf(version), { force: true });
      }
    }
    await syncFolder(this.folder);
    return kept;
  }

  private async read(version: number): Promise<Catalogue> {
    const reader = new CheckpointReader();
    let rest = '';
    const take = new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        try {
          lines.forEach((line) => {
            reader.take(line);
          });
          done();
        } catch (error) {
          done(error instanceof Error ? error : new Error('A line cannot be read.'));
        }
      },
    });
    await pipeline(
      createReadStream(this.fileOf(version)),
      createGunzip({ chunkSize: mebibyte }).setEncoding('utf8'),
      take,
    );
    return reader.catalogue;
  }

  /** Gzip has a checksum of its content, at its end. */
  private async isOldAndWhole(version: number, now: number): Promise<boolean> {
    const file = this.fileOf(version);
    try {
      if (now - (await stat(file)).mtimeMs < keepMs) {
        return false;
      }
      const nowhere = new Writable({
        write: (_chunk, _encoding, done) => {
          done();
        },
      });
      await pipeline(createReadStream(file), createGunzip(), nowhere);
      return true;
    } catch {
      return false;
    }
  }

  /** The numbers of all checkpoints, in order. */
  private async versions(): Promise<readonly number[]> {
    let names: string[];
    try {
      names = await readdir(this.folder);
    } catch (error) {
      throw archiveError(`${this.folder} cannot be read.`, error);
    }
    return names
      .flatMap((name) => /^(\d+)\.ndjson\.gz$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  private fileOf(version: number): string {
    return path.join(this.folder, `${String(version).padStart(12, '0')}.ndjson.gz`);
  }
}

/** The commits after this number are all there. */
function floorOf(versions: readonly number[]): number {
  return versions.length < 2 ? 0 : (versions[0] ?? 0);
}
