import type { ContentType } from '../../core/api/contentType';
import { retentionMs, type ContentWindow } from '../../core/api/contentWindow';

/** A content blob: what became available of one content type at one moment. */
export interface StoredBlob {
  readonly contentType: ContentType;
  readonly contentId: string;
  /** When it became available: milliseconds since the epoch. */
  readonly created: number;
  /** When listings show it, where that is later. */
  readonly listed?: number;
  /** A JSON array of records, in UTF-8. */
  body(): Uint8Array;
}

/** Where blobs come from. It knows nothing of subscriptions and of now: blobs of the future and expired ones are given too. */
export interface ContentSource {
  /** In the order of the listing: by `created`, then by `contentId`. */
  list(contentType: ContentType, window: ContentWindow): readonly StoredBlob[];
  find(contentId: string): StoredBlob | undefined;
}

/** A blob as the listing gives it. */
export interface ContentItem {
  readonly contentType: ContentType;
  readonly contentId: string;
  readonly contentUri: string;
  readonly contentCreated: string;
  readonly contentExpiration: string;
}

export function describeBlob(blob: StoredBlob, apiRoot: string): ContentItem {
  return {
    contentType: blob.contentType,
    contentId: blob.contentId,
    contentUri: `${apiRoot}/audit/${blob.contentId}`,
    contentCreated: new Date(blob.created).toISOString(),
    contentExpiration: new Date(blob.created + retentionMs).toISOString(),
  };
}
