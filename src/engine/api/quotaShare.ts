import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { makeOwnFolder } from './ownFolder';
import type { Timing } from './timing';

/** The other processes that used a quota in the last minute. */
export interface OtherProcesses {
  readonly processes: number;
  /** Their requests in the last minute. */
  readonly used: number;
}

const minuteMs = 60_000;
/** So often, at most, the others are looked at while requests are sent. */
const refreshMs = 2_000;
/** What a process that ended badly left behind is deleted after a while. */
const abandonedMs = 10 * minuteMs;

const note = z.object({ used: z.number().int().nonnegative() });

/** The folder through which all processes of this user on this computer share quotas. */
export function quotaFolder(): string {
  return path.join(tmpdir(), `m365-audit-quotas${process.getuid === undefined ? '' : `-${process.getuid()}`}`);
}

/**
 * Tells the processes of this computer of each other where they use the same quota: each keeps a small file up to date while it
 * sends requests, and counts those of the others that are not older than a minute. Nothing is locked, and a process that was killed
 * is forgotten with its minute. What goes wrong with the files is ignored: the service itself still says when it is too much.
 */
export class QuotaShare {
  /** What the names of all files of this quota begin with. */
  private readonly prefix: string;
  private readonly name: string;
  private found: OtherProcesses = { processes: 0, used: 0 };
  private refreshedAt = -Infinity;
  private refresh: Promise<void> | undefined;

  /**
   * @param folder of all quotas; made if absent, and used only if it belongs to this user
   * @param key of the quota; the processes that give the same share it
   */
  constructor(
    private readonly folder: string,
    key: string,
    private readonly timing: Pick<Timing, 'elapsed'>,
  ) {
    this.prefix = createHash('sha256').update(key).digest('hex').slice(0, 32);
    this.name = `${this.prefix}-${process.pid}-${randomUUID()}`;
  }

  get others(): OtherProcesses {
    return this.found;
  }

  /** A request goes; `used` have gone in the last minute. The files follow in the background. */
  use(used: number): void {
    const elapsed = this.timing.elapsed();
    if (this.refresh === undefined && elapsed - this.refreshedAt >= refreshMs) {
      this.refreshedAt = elapsed;
      this.refresh = this.exchange(used)
        .catch(() => undefined)
        .finally(() => {
          this.refresh = undefined;
        });
    }
  }

  /** Resolves when the files are as the last use left them. */
  async settled(): Promise<void> {
    await this.refresh;
  }

  /** Takes this process out of the count. */
  async close(): Promise<void> {
    await this.settled();
    await rm(path.join(this.folder, this.name), { force: true }).catch(() => undefined);
  }

  private async exchange(used: number): Promise<void> {
    if (!(await makeOwnFolder(this.folder))) {
      return;
    }
    await writeFile(path.join(this.folder, this.name), JSON.stringify({ used }), { mode: 0o600 });
    const names = (await readdir(this.folder)).filter((name) => name !== this.name);
    const uses = await Promise.all(names.map((name) => this.readUse(name)));
    const ofOthers = uses.filter((use) => use !== undefined);
    this.found = { processes: ofOthers.length, used: ofOthers.reduce((sum, use) => sum + use, 0) };
  }

  /** What a process used in the last minute; undefined for one that rests, is gone, or uses another quota. */
  private async readUse(name: string): Promise<number | undefined> {
    const file = path.join(this.folder, name);
    try {
      const age = Date.now() - (await stat(file)).mtimeMs;
      if (age > abandonedMs) {
        await rm(file, { force: true });
      }
      const counts = Math.abs(age) <= minuteMs && name.startsWith(this.prefix);
      return counts ? parseUse(await readFile(file, 'utf8')) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** A file that is just being written is that of a process at work all the same. */
function parseUse(text: string): number {
  try {
    return note.safeParse(JSON.parse(text)).data?.used ?? 0;
  } catch {
    return 0;
  }
}
