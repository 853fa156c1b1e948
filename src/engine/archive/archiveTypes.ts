import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { TimedListing } from '../../core/archive/settled';
import type { BlobState } from '../../core/protocol/contentProtocol';

/** A blob as the service lists it. */
export interface ListedBlob {
  readonly contentType: ContentType;
  readonly contentId: string;
  readonly contentUri: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** A blob as the catalogue knows it. */
export interface KnownBlob extends ListedBlob {
  readonly state: BlobState;
  /** Empty, maybe, once the blob is archived and has expired: checkpoints leave it out, for nobody can fetch it. */
  readonly contentUri: string;
  /** How many records it holds, duplicates included; once it was fetched. */
  readonly records?: number;
  /** How many of them the archive had already. */
  readonly duplicates?: number;
  /** Which they are, by their positions in the blob, from 0; absent where there are none, or too many to note. */
  readonly copies?: readonly { readonly ordinal: number; readonly id: string }[];
  /** Records of it that are not kept, since those of their time were deleted before; absent where there are none. */
  readonly leftOut?: number;
  /** Elements of it that are no records; they are kept apart. */
  readonly unreadable?: number;
  /** When it came, in milliseconds since the epoch. */
  readonly fetchedAt?: number;
  /** Why it failed or is lost. */
  readonly reason?: string;
  /** How often it failed so far. */
  readonly attempts?: number;
  /** When another try makes sense, in milliseconds since the epoch. */
  readonly retryAt?: number;
}

/** What was listed of a content type, and what the archive lacks of it. */
export interface Backlog {
  /** All listings, in the order in which they were recorded. */
  readonly listings: readonly TimedListing[];
  /** All blobs that are not archived. */
  readonly missing: readonly KnownBlob[];
}

/** That a window was listed, whole: all its pages. */
export interface WindowListing {
  readonly tenantId: string;
  readonly contentType: ContentType;
  readonly window: ContentWindow;
  /** Milliseconds since the epoch. */
  readonly listedAt: number;
  readonly pages: number;
  readonly blobs: readonly ListedBlob[];
}

/** A blob with its body: the JSON array of records, as the service sent it. */
export interface FetchedBlob {
  readonly blob: ListedBlob;
  readonly body: Uint8Array;
}

export interface AddedBlob {
  readonly contentId: string;
  readonly records: number;
  readonly duplicates: number;
  readonly leftOut?: number;
}

/** What came of records that came in no blob. */
export interface ImportedRecords {
  readonly added: number;
  /** How many of them are of a content type and time whose records were deleted before. */
  readonly restored: number;
}

/** What came of blobs that were to be added. */
export interface AddedBlobs {
  readonly added: readonly AddedBlob[];
  /** Those that are no content that can be read. */
  readonly failures: readonly BlobLoss[];
}

/** What keeps records, and knows what was listed and fetched. `Archive` is the one that ships. */
export interface ArchiveStore {
  /** Adds the listing and its blobs to the catalogue, in one atomic step. */
  recordListing(listing: WindowListing): Promise<void>;
  /** Adds blobs to the catalogue that the service told of outside of a listing; those that it knows stay as they are. */
  recordBlobs(tenantId: string, blobs: readonly ListedBlob[]): Promise<void>;
  /** What the catalogue knows of these blobs; those it does not know are left out. */
  findBlobs(tenantId: string, contentIds: readonly string[]): Promise<ReadonlyMap<string, KnownBlob>>;
  /** What is to be listed and fetched yet, as far as the catalogue knows. */
  readBacklog(tenantId: string, contentType: ContentType): Promise<Backlog>;
  /**
   * Adds the records of blobs, in one atomic step: after a kill at any moment all are in, or none. Records that the archive has are
   * counted as duplicates and not added again. A body that is no JSON array of objects is an error for the blob, not for the rest:
   * it comes back in `failures` and is in the catalogue as failed.
   */
  addBlobs(tenantId: string, blobs: readonly FetchedBlob[]): Promise<AddedBlobs>;
  recordLosses(tenantId: string, contentType: ContentType, losses: readonly BlobLoss[]): Promise<void>;
  /** The records of an archived blob, as the service sent them; undefined if the archive has not all of them. */
  readBlob(tenantId: string, contentId: string): Promise<string | undefined>;
  /** A record as the service sent it. */
  readRecord(tenantId: string, recordId: string): Promise<string | undefined>;
}

export interface BlobLoss {
  readonly contentId: string;
  readonly state: 'failed' | 'lost';
  readonly reason: string;
  /** How often it failed so far, this time included. */
  readonly attempts?: number;
  /** When another try makes sense, in milliseconds since the epoch. */
  readonly retryAt?: number;
}
