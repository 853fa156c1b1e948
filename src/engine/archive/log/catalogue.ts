import type { ContentType } from '../../../core/api/contentType';
import type { KnownBlob } from '../archiveTypes';
import type {
  AcknowledgedLoss,
  Commit,
  CommittedFile,
  Deletion,
  ImportedCopies,
  KnownSubscription,
  ListedWindow,
} from './commit';

/** A blob, and where its records went. */
export interface CataloguedBlob {
  readonly blob: KnownBlob;
  /** Paths of files. Some may be replaced by others since: `TenantCatalogue.filesOf` knows. */
  readonly places: readonly string[];
}

/** A file that is no longer part of the archive, but may still be on the disk. */
export interface RemovedFile {
  /** When the commit that removed it was written, in milliseconds since the epoch. */
  readonly removedAt: number;
  /** Someone wanted its records gone: it is not kept for readers. */
  readonly isDeletion: boolean;
}

/** A deletion, and when it was. */
export interface PastDeletion extends Deletion {
  /** Milliseconds since the epoch. */
  readonly deletedAt: number;
}

/** A tenant as a checkpoint has it. */
export interface SavedTenant {
  readonly filesVersion: number;
  readonly columns: readonly string[];
  readonly otherKeys: readonly string[];
  readonly removed: readonly (RemovedFile & { readonly path: string })[];
  readonly deletions: readonly PastDeletion[];
  readonly importedCopies?: readonly ImportedCopies[];
  readonly subscriptions?: readonly KnownSubscription[];
  readonly acknowledgedLosses?: readonly AcknowledgedLoss[];
}

/** What the commits say of one tenant. */
export class TenantCatalogue {
  /** Number of the commit that changed the files last; 0 as long as there were none. */
  filesVersion = 0;
  readonly blobs = new Map<string, CataloguedBlob>();
  readonly windows: ListedWindow[] = [];
  /** Documented fields that are columns of one file at least. */
  readonly columns = new Set<string>();
  /** Keys that records have, but not as columns of their files. */
  readonly otherKeys = new Set<string>();
  /** By path: files that were removed, and are not known to be gone from the disk. */
  readonly removed = new Map<string, RemovedFile>();
  readonly deletions: PastDeletion[] = [];
  /** How many imported records the archive had already. */
  readonly importedCopies = new Map<ContentType, number>();
  /** As the service listed them last. */
  readonly subscriptions = new Map<ContentType, KnownSubscription>();
  readonly acknowledgedLosses: AcknowledgedLoss[] = [];
  private readonly filesByPath = new Map<string, CommittedFile>();
  private fileList: readonly CommittedFile[] | undefined;

  /** The files that hold the records, in the order in which they came. */
  get files(): readonly CommittedFile[] {
    this.fileList ??= [...this.filesByPath.values()];
    return this.fileList;
  }

  /** Whether a file holds records of the archive, as things are. */
  hasFile(path: string): boolean {
    return this.filesByPath.has(path);
  }

  /** Whether a commit names the file: a sweep takes care of those that were removed. */
  names(path: string): boolean {
    return this.filesByPath.has(path) || this.removed.has(path);
  }

  /** Files that have the records of a blob, and maybe others: where its own were replaced, all of the same day. */
  filesOf({ places }: CataloguedBlob): readonly CommittedFile[] {
    const own = places.flatMap((place) => this.filesByPath.get(place) ?? []);
    if (own.length === places.length) {
      return own;
    }
    const folders = new Set(places.map(folderOf));
    return this.files.filter(({ path }) => folders.has(folderOf(path)));
  }

  apply(commit: Commit, number: number): void {
    this.changeFiles(commit, number);
    this.windows.push(...commit.windows);
    commit.columns.forEach((column) => this.columns.add(column));
    commit.otherKeys.forEach((key) => this.otherKeys.add(key));
    this.deletions.push(...commit.deletions.map((deletion) => ({ ...deletion, deletedAt: commit.writtenAt })));
    this.countCopies(commit.importedCopies);
    this.noteSubscriptions(commit.subscriptions);
    this.acknowledgedLosses.push(...(commit.acknowledgedLosses ?? []));
    const places = commit.files.map(({ path }) => path);
    for (const blob of commit.blobs) {
      const known = this.blobs.get(blob.contentId)?.blob;
      if (supersedes(blob, known)) {
        this.blobs.set(blob.contentId, { blob, places });
      }
    }
  }

  /** Takes in what a checkpoint says of it, without its files, windows and blobs. */
  restore(saved: SavedTenant): void {
    this.filesVersion = saved.filesVersion;
    saved.columns.forEach((column) => this.columns.add(column));
    saved.otherKeys.forEach((key) => this.otherKeys.add(key));
    saved.removed.forEach(({ path, ...removed }) => this.removed.set(path, removed));
    this.deletions.push(...saved.deletions);
    this.countCopies(saved.importedCopies);
    this.noteSubscriptions(saved.subscriptions);
    this.acknowledgedLosses.push(...(saved.acknowledgedLosses ?? []));
  }

  restoreFiles(files: readonly CommittedFile[]): void {
    files.forEach((file) => this.filesByPath.set(file.path, file));
    this.fileList = undefined;
  }

  private countCopies(copies: readonly ImportedCopies[] = []): void {
    for (const { contentType, records } of copies) {
      this.importedCopies.set(contentType, (this.importedCopies.get(contentType) ?? 0) + records);
    }
  }

  private noteSubscriptions(subscriptions: readonly KnownSubscription[] = []): void {
    subscriptions.forEach((subscription) => this.subscriptions.set(subscription.contentType, subscription));
  }

  private changeFiles({ files, removed, deletions, writtenAt }: Commit, number: number): void {
    if (files.length + removed.length === 0) {
      return;
    }
    for (const path of removed) {
      this.filesByPath.delete(path);
      this.removed.set(path, { removedAt: writtenAt, isDeletion: deletions.length > 0 });
    }
    files.forEach((file) => this.filesByPath.set(file.path, file));
    this.fileList = undefined;
    this.filesVersion = number;
  }
}

/** What the commits say, by tenant. */
export class Catalogue {
  private readonly tenants = new Map<string, TenantCatalogue>();

  /** @param number of the commit in the log */
  apply(commit: Commit, number: number): void {
    this.addTenant(commit.tenantId).apply(commit, number);
  }

  /** The one that is there, or a new one. */
  addTenant(tenantId: string): TenantCatalogue {
    const tenant = this.tenant(tenantId);
    this.tenants.set(tenantId, tenant);
    return tenant;
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

/** The folder of a file of records, by its path in the archive, which has `/`. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
