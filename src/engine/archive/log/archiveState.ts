import { readOnlyError } from '../archiveError';
import type { Catalogue, TenantCatalogue } from './catalogue';
import type { Commit, CommittedFile, Move } from './commit';
import { CommitLog } from './commitLog';
import { nameDriveFault } from '../files/driveFault';
import { isGone } from '../files/durableFiles';
import { SerialQueue } from '../serialQueue';

/** What a change wants to commit; the rest of the commit is empty. */
export type Change = Partial<Omit<Commit, 'tenantId' | 'writtenAt'>>;

/** How often a step that reads files is tried while files are removed under it: compactions take minutes, deletions come by hand. */
export const maximumAttempts = 5;

/** A file that was removed and may still be on the disk. */
export interface Removal {
  readonly tenantId: string;
  /** Relative to the archive, with `/`. */
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly removedAt: number;
  readonly isDeletion: boolean;
}

export interface ArchiveStateOptions {
  readonly archiveFolder: string;
  readonly workFolder: string;
  /** Nothing can be committed, for the folder cannot be written. */
  readonly isReadOnly: boolean;
  /** How many commits there are from one checkpoint to the next, if not the usual number. */
  readonly checkpointInterval?: number;
}

/** What the archive is after a commit. */
export interface ArchiveSnapshot {
  readonly version: number;
  readonly files: readonly CommittedFile[];
}

/**
 * What the archive is: what its commits say, those of other processes included. Whatever any of them does at the same time:
 * - The catalogue is always that of one version: commits are applied in their order, each whole, and only by steps of one queue. Where
 *   all has to be read anew, the new catalogue takes the place of the old one when it is complete.
 * - A change is made from a version and stands as the commit after it, or not at all: whoever commits in between, here or elsewhere,
 *   has taken its number, and the change is made again.
 * - A number once used is never used for another commit, though its file may be deleted, see `Checkpoints`.
 * - A checkpoint is the catalogue right after a commit: it is copied in the same step that applies the commit.
 * - A file that a commit names lies in its place; one that a commit has removed may still lie there until it is swept, and `removed` has
 *   it until it is known to be gone. Nothing else says what lies where: who cannot find a file asks for the present list.
 */
export class ArchiveState {
  private readonly refreshes = new SerialQueue();
  private checkpoint: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: ArchiveStateOptions,
    private readonly log: CommitLog,
    /** Another one where this process was away so long that all had to be read again. */
    private catalogue: Catalogue,
  ) {}

  static async open(options: ArchiveStateOptions): Promise<ArchiveState> {
    const { archiveFolder, workFolder, checkpointInterval } = options;
    const log = new CommitLog(archiveFolder, workFolder, checkpointInterval);
    return new ArchiveState(options, log, await log.load());
  }

  /** @throws EngineError `archive` where nothing can be committed */
  requireWritable(): void {
    if (this.options.isReadOnly) {
      throw readOnlyError(this.options.archiveFolder);
    }
  }

  /** Takes in what this and other processes committed since. */
  refresh(): Promise<void> {
    return this.refreshes.run(async () => {
      const { version } = this.log;
      const commits = await this.log.readNew();
      if (commits === undefined) {
        this.catalogue = await this.log.load();
      } else {
        commits.forEach((commit, index) => {
          this.catalogue.apply(commit, version + 1 + index);
        });
      }
    });
  }

  /** Writes a checkpoint where one was missed. */
  makeUpCheckpoint(): void {
    if (this.log.isCheckpointDue(true)) {
      this.startCheckpoint();
    }
  }

  /** Returns when nothing is written any more. */
  async settle(): Promise<void> {
    await this.checkpoint;
  }

  /** An empty one for a tenant that no commit names. */
  async readTenant(tenantId: string): Promise<TenantCatalogue> {
    await this.refresh();
    return this.catalogue.tenant(tenantId);
  }

  /** One tenant, or all that there are. */
  async readTenants(tenantId?: string): Promise<ReadonlyMap<string, TenantCatalogue>> {
    await this.refresh();
    const tenantIds = tenantId === undefined ? this.catalogue.tenantIds : [tenantId];
    return new Map(tenantIds.map((id) => [id, this.catalogue.tenant(id)]));
  }

  /**
   * Commits a change. Where another process commits first, the change is made again from what is then known; so also where it failed
   * because a file that it read was removed meanwhile. A change may thus be made several times: it must go by the tenant that it is
   * given, and do nothing where it finds that its work is done.
   *
   * A change that replaces files gives up, by way of `undefined`, once one of them is no longer there: another process has replaced
   * it, or someone wanted it gone, and what was made of it must not come back.
   *
   * ```
   * await state.commit(tenantId, (tenant) =>
   *   inputs.every((path) => tenant.hasFile(path)) ? { files: outputs, removed: inputs } : undefined);
   * ```
   * The files that it adds lie in their places, durably, before; their first links in the work folder stay until the commit stands or
   * is given up. Those that it removes are not touched: `sweepFiles` deletes them, at once where the change has `deletions`.
   *
   * @returns whether it was committed; false where the change gave up
   * @throws EngineError `archive` where the archive was opened for reading; what the change throws
   */
  async commit(
    tenantId: string,
    change: (tenant: TenantCatalogue) => Change | undefined | Promise<Change | undefined>,
  ): Promise<boolean> {
    this.requireWritable();
    for (;;) {
      let version = 0;
      const wanted = await this.read(tenantId, (tenant) => {
        // Readers may take in more while the change is made.
        ({ version } = this.log);
        return change(tenant);
      });
      if (wanted === undefined) {
        return false;
      }
      const commit = newCommit(tenantId, wanted);
      const isWritten = await this.refreshes.run(async () => {
        const appended = await this.log.append(commit, version);
        if (appended) {
          this.catalogue.apply(commit, this.log.version);
          if (this.log.isCheckpointDue(false)) {
            this.startCheckpoint();
          }
        }
        return appended;
      });
      if (isWritten) {
        return true;
      }
    }
  }

  /** Number of the last commit, and the files of all tenants as they are after it. */
  async snapshot(): Promise<ArchiveSnapshot> {
    await this.refresh();
    const { catalogue, log } = this;
    return { version: log.version, files: catalogue.tenantIds.flatMap((id) => catalogue.tenant(id).files) };
  }

  /**
   * Ends the log: whoever reads or writes after this is told where the archive is.
   *
   * @returns false where others committed after `version`, and nothing is ended
   */
  end(version: number, moved: Move): Promise<boolean> {
    // It is of no tenant.
    const commit = newCommit('', { moved });
    return this.refreshes.run(() => this.log.append(commit, version));
  }

  /**
   * Runs a step that reads files of a tenant. Where it fails because one was removed meanwhile, it is run again on those that are
   * there then.
   */
  async read<T>(tenantId: string, step: (tenant: TenantCatalogue) => T | Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      await this.refresh();
      const tenant = this.catalogue.tenant(tenantId);
      const { files } = tenant;
      try {
        return await step(tenant);
      } catch (error) {
        const paths = files.map(({ path }) => path);
        if (attempt === maximumAttempts || !(await this.hasLostFile(paths))) {
          throw await nameDriveFault(this.options.workFolder, error);
        }
      }
    }
  }

  /**
   * Whether one of these files, which were part of the archive a while ago, was removed since and is gone from the disk: then a step
   * that read them may have failed for that, and is worth another try with the present ones.
   *
   * @param paths relative to the archive, with `/`
   */
  async hasLostFile(paths: readonly string[]): Promise<boolean> {
    const tenants = [...(await this.readTenants()).values()];
    for (const path of paths) {
      if (!tenants.some((tenant) => tenant.hasFile(path)) && (await isGone(this.options.archiveFolder, path))) {
        return true;
      }
    }
    return false;
  }

  /** The files that were removed and are not known to be gone from the disk. */
  async removals(): Promise<readonly Removal[]> {
    const tenants = await this.readTenants();
    return [...tenants].flatMap(([tenantId, { removed }]) =>
      [...removed].map(([path, removal]) => ({ tenantId, path, ...removal })),
    );
  }

  /** Once a removed file is gone from the disk, durably, nobody needs to remember it. */
  forgetRemoved(tenantId: string, path: string): void {
    this.catalogue.tenant(tenantId).removed.delete(path);
  }

  /**
   * In the background: no commit waits for it. What is written is the catalogue as it is now. That it fails is no harm, for the commits
   * are there, and the next one is written in its turn; who cannot write a checkpoint cannot write a commit either, and is told then.
   */
  private startCheckpoint(): void {
    const before = this.checkpoint;
    const written = this.log.writeCheckpoint(this.catalogue).catch(() => undefined);
    this.checkpoint = before.then(() => written);
  }
}

function newCommit(tenantId: string, change: Change): Commit {
  return {
    writtenAt: Date.now(),
    tenantId,
    files: [],
    columns: [],
    otherKeys: [],
    blobs: [],
    windows: [],
    removed: [],
    deletions: [],
    ...change,
  };
}
