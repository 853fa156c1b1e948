import { clampToRetention, dayMs, retentionMs, type ContentWindow } from '../../core/api/contentWindow';
import type { FetchContentParams, FetchSummary } from '../../core/protocol/contentProtocol';
import type { BlobNode, WindowNode } from '../tree/treeNodes';

/** Everything that the service still has at `now`, in milliseconds. */
export function retainedRange(now: number): ContentWindow {
  return clampToRetention({ start: now - retentionMs, end: now }, now).available ?? { start: now - dayMs, end: now };
}

/** What to fetch for a window, or for one blob of it. */
export function fetchJob(node: WindowNode | BlobNode, now: number): FetchContentParams {
  const { connection, contentType } = node;
  return node.kind === 'window'
    ? { connection, contentType, range: { start: node.range.start, end: Math.min(node.range.end, now) } }
    : { connection, contentType, range: node.parent.range, contentIds: [node.blob.contentId] };
}

/** Whether the archive has all of it already, so that nothing needs asking. */
export function isArchived(node: WindowNode | BlobNode): boolean {
  const blobs = node.kind === 'window' ? node.blobs : [node.blob];
  return blobs.every(({ state }) => state === 'archived');
}

/** Several fetches, told of as one. */
export interface FetchTotals {
  readonly fetched: number;
  readonly records: number;
  /** Records that were not kept, since those of their time were deleted before. */
  readonly leftOut: number;
  readonly failures: FetchSummary['failures'];
}

export function sumUp(summaries: readonly FetchSummary[]): FetchTotals {
  return {
    fetched: summaries.reduce((sum, { fetched }) => sum + fetched, 0),
    records: summaries.reduce((sum, { records }) => sum + records, 0),
    leftOut: summaries.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0),
    failures: summaries.flatMap(({ failures }) => failures),
  };
}
