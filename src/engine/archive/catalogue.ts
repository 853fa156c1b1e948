import type { KnownBlob } from './archiveTypes';
import type { Commit, CommittedFile, ListedWindow } from './commit';

/** A blob, and the files that its records went into. */
export interface CataloguedBlob {
  readonly blob: KnownBlob;
  readonly files: readonly CommittedFile[];
}

/** What the commits say of one tenant. */
export class TenantCatalogue {
  files: readonly CommittedFile[] = [];
  readonly blobs = new Map<string, CataloguedBlob>();
  readonly windows: ListedWindow[] = [];
  /** Documented fields that are columns of one file at least. */
  readonly columns = new Set<string>();
  /** Keys that records have, but not as columns of their files. */
  readonly otherKeys = new Set<string>();

  apply(commit: Commit): void {
    const removed = new Set(commit.removed);
    this.files = [...this.files.filter((file) => !removed.has(file.path)), ...commit.files];
    this.windows.push(...commit.windows);
    commit.columns.forEach((column) => this.columns.add(column));
    commit.otherKeys.forEach((key) => this.otherKeys.add(key));
    for (const blob of commit.blobs) {
      const known = this.blobs.get(blob.contentId)?.blob;
      if (supersedes(blob, known)) {
        this.blobs.set(blob.contentId, { blob, files: commit.files });
      }
    }
  }
}

/** What the commits say, by tenant. */
export class Catalogue {
  private readonly tenants = new Map<string, TenantCatalogue>();

  apply(commit: Commit): void {
    const tenant = this.tenants.get(commit.tenantId) ?? new TenantCatalogue();
    this.tenants.set(commit.tenantId, tenant);
    tenant.apply(commit);
  }

  /** An empty one for a tenant that no commit names. */
  tenant(tenantId: string): TenantCatalogue {
    return this.tenants.get(tenantId) ?? new TenantCatalogue();
  }

  get tenantIds(): readonly string[] {
    return [...this.tenants.keys()];
  }
}

/** A blob that is archived stays so, whoever lists or misses it later; a listing says nothing new of a blob that is known. */
function supersedes(blob: KnownBlob, known: KnownBlob | undefined): boolean {
  return known === undefined || (known.state !== 'archived' && blob.state !== 'listed');
}
