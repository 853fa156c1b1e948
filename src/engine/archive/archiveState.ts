import type { TenantCatalogue } from './catalogue';
import { Catalogue } from './catalogue';
import type { Commit } from './commit';
import type { CommitLog } from './commitLog';
import { SerialQueue } from './serialQueue';

/** What a change wants to commit; the rest of the commit is empty. */
export type Change = Partial<Omit<Commit, 'tenantId' | 'writtenAt'>>;

/** What the archive is: what its commits say, those of other processes included. */
export class ArchiveState {
  private readonly catalogue = new Catalogue();
  private readonly refreshes = new SerialQueue();

  constructor(private readonly log: CommitLog) {}

  /** Takes in all there is; for the first time, that is. */
  async load(): Promise<void> {
    for (const commit of await this.log.readAll()) {
      this.catalogue.apply(commit);
    }
  }

  /** Takes in what this and other processes committed since. */
  refresh(): Promise<void> {
    return this.refreshes.run(async () => {
      for (const commit of await this.log.readNew()) {
        this.catalogue.apply(commit);
      }
    });
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

  /** Commits a change. Where another process commits first, the change is made again from what is then known. */
  async commit(tenantId: string, change: (tenant: TenantCatalogue) => Change | Promise<Change>): Promise<void> {
    for (;;) {
      await this.refresh();
      // Readers may take in more while the change is made.
      const { version } = this.log;
      const commit: Commit = {
        writtenAt: Date.now(),
        tenantId,
        files: [],
        columns: [],
        otherKeys: [],
        blobs: [],
        windows: [],
        removed: [],
        deletions: [],
        ...(await change(this.catalogue.tenant(tenantId))),
      };
      const isWritten = await this.refreshes.run(async () => {
        const appended = await this.log.append(commit, version);
        if (appended) {
          this.catalogue.apply(commit);
        }
        return appended;
      });
      if (isWritten) {
        return;
      }
    }
  }
}
