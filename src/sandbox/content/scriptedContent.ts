import { Buffer } from 'node:buffer';
import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { formatContentId } from './contentId';
import type { ContentSource, StoredBlob } from './contentSource';

/** A blob that a test has the tenant serve. */
export interface ScriptedBlob {
  readonly contentType: ContentType;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** When listings show it; as soon as it is created, where it is absent. */
  readonly listed?: number;
  readonly records: readonly { readonly Id: string }[];
}

/** Blobs as a script has them, to see what callers make of late ones, say. */
export class ScriptedContent implements ContentSource {
  private readonly blobs: readonly StoredBlob[];

  constructor(script: readonly ScriptedBlob[]) {
    this.blobs = script
      .map(({ contentType, created, listed = created, records }, position): StoredBlob => {
        const body = Buffer.from(JSON.stringify(records));
        const contentId = formatContentId({ contentType, created, index: position % 100, content: `${position}` });
        return { contentType, contentId, created, listed, body: () => body };
      })
      .sort((one, other) => one.created - other.created || (one.contentId < other.contentId ? -1 : 1));
  }

  list(contentType: ContentType, window: ContentWindow): readonly StoredBlob[] {
    return this.blobs.filter(
      (blob) => blob.contentType === contentType && window.start <= blob.created && blob.created < window.end,
    );
  }

  find(contentId: string): StoredBlob | undefined {
    return this.blobs.find((blob) => blob.contentId === contentId);
  }
}
