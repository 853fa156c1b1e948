import { contentTypeLabels, type ContentType } from '../../core/api/contentType';
import type { BlobState, ContentBlob } from '../../core/protocol/contentProtocol';

/** What the tree shows. An empty list hides nothing. */
export interface TreeFilter {
  readonly contentTypes: readonly ContentType[];
  readonly blobStates: readonly BlobState[];
}

export const noFilter: TreeFilter = { contentTypes: [], blobStates: [] };

export function isFiltering({ contentTypes, blobStates }: TreeFilter): boolean {
  return contentTypes.length > 0 || blobStates.length > 0;
}

export function showsContentType({ contentTypes }: TreeFilter, contentType: ContentType): boolean {
  return contentTypes.length === 0 || contentTypes.includes(contentType);
}

export function filterBlobs({ blobStates }: TreeFilter, blobs: readonly ContentBlob[]): readonly ContentBlob[] {
  return blobStates.length === 0 ? blobs : blobs.filter(({ state }) => blobStates.includes(state));
}

/** `Exchange, General · failed`: what is shown, in words. */
export function filterText(
  { contentTypes, blobStates }: TreeFilter,
  stateLabels: Readonly<Record<BlobState, string>>,
): string {
  const parts = [
    contentTypes.map((contentType) => contentTypeLabels[contentType]),
    blobStates.map((state) => stateLabels[state]),
  ];
  return parts
    .filter((words) => words.length > 0)
    .map((words) => words.join(', '))
    .join(' · ');
}
