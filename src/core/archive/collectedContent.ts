import type { ContentType } from '../api/contentType';
import type { BlobState } from '../protocol/contentProtocol';
import type { TimedListing } from './settled';

export interface CollectedWindow extends TimedListing {
  readonly contentType: ContentType;
}

export interface CollectedBlob {
  readonly contentType: ContentType;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly state: BlobState;
  /** How many records it holds, once it was fetched. */
  readonly records?: number;
}

/** Records that were deleted on purpose: those of events from `from` until before `until`. */
export interface ContentDeletion {
  readonly contentTypes: readonly ContentType[];
  readonly from?: number;
  readonly until?: number;
}

/** What the catalogue of an archive says of a tenant, as far as its coverage depends on it. */
export interface CollectedContent {
  readonly windows: readonly CollectedWindow[];
  readonly blobs: readonly CollectedBlob[];
  readonly deletions: readonly ContentDeletion[];
}

/** A blob that was never fetched is lost when it expires, whether or not anyone asks for it then. */
export function stateAt(now: number, { state, expires }: Pick<CollectedBlob, 'state' | 'expires'>): BlobState {
  return state !== 'archived' && expires <= now ? 'lost' : state;
}
