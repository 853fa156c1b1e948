import type { ContentType } from '../api/contentType';
import type { ContentWindow } from '../api/contentWindow';
import type { ConnectionParams, ContentTypeParams } from './requestParams';

export interface FetchContentParams extends ContentTypeParams {
  /** The range to list and fetch; with `contentIds`, the range that holds them. */
  readonly range: ContentWindow;
  /** Only these blobs of the range. */
  readonly contentIds?: readonly string[];
  /** Chosen by the host; comes back in `m365Audit/fetchProgress`. */
  readonly progressToken?: string;
}

export interface BlobParams extends ConnectionParams {
  readonly contentType: ContentType;
  readonly contentId: string;
}

export interface RecordParams extends ConnectionParams {
  readonly recordId: string;
}

/**
 * How far a blob is:
 * - `listed`: the service has it, the archive does not;
 * - `archived`: its records are in the archive;
 * - `failed`: it could not be fetched or read, another try may help;
 * - `lost`: it expired or vanished before it was fetched.
 */
export type BlobState = 'listed' | 'archived' | 'failed' | 'lost';

export interface ContentBlob {
  readonly contentType: ContentType;
  readonly contentId: string;
  readonly contentUri: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly state: BlobState;
  /** How many records it holds, once it was fetched. */
  readonly records?: number;
  /** Why it failed or is lost. */
  readonly reason?: string;
}

export interface ContentListing {
  readonly blobs: readonly ContentBlob[];
  /** Part of the asked range that the service no longer has. */
  readonly expired?: ContentWindow;
}

export interface FetchProgress {
  readonly progressToken: string;
  readonly blobsDone: number;
  readonly blobsTotal: number;
  readonly records: number;
}

export interface FetchSummary {
  /** Blobs fetched by this call. */
  readonly fetched: number;
  /** Blobs that the archive had already. */
  readonly alreadyArchived: number;
  /** Records added to the archive. */
  readonly records: number;
  /** Records that the archive had already. */
  readonly duplicates: number;
  /** Records that are not kept, since those of their content type and time were deleted before; absent where there are none. */
  readonly leftOut?: number;
  readonly failures: readonly BlobFailure[];
  /** Part of the asked range that the service no longer had. */
  readonly expired?: ContentWindow;
}

export interface BlobFailure {
  readonly contentId: string;
  readonly state: 'failed' | 'lost';
  readonly reason: string;
}

export interface BlobText {
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

export interface RecordText {
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}
