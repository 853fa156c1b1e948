import { clampToRetention, dayMs, retentionMs, type ContentWindow } from '../../core/api/contentWindow';
import type { FetchContentParams, FetchSummary } from '../../core/protocol/contentProtocol';
import type { ContentNode } from '../tree/treeNodes';

/** Everything that the service still has at `now`, in milliseconds. */
export function retainedRange(now: number): ContentWindow {
  return clampToRetention({ start: now - retentionMs, end: now }, now).available ?? { start: now - dayMs, end: now };
}

/** What to fetch for a row of the tree. */
export function fetchJob(node: ContentNode, now: number): FetchContentParams {
  const { connection, contentType } = node;
  switch (node.kind) {
    case 'contentType':
      return { connection, contentType, range: retainedRange(now) };
    case 'day':
    case 'window':
      return { connection, contentType, range: { start: node.range.start, end: Math.min(node.range.end, now) } };
    case 'blob':
      return { connection, contentType, range: node.parent.range, contentIds: [node.blob.contentId] };
  }
}

/** Whether the archive has all of it already, so that nothing needs asking. */
export function isArchived(node: ContentNode): boolean {
  switch (node.kind) {
    case 'window':
      return node.blobs.every(({ state }) => state === 'archived');
    case 'blob':
      return node.blob.state === 'archived';
    case 'contentType':
    case 'day':
      return false;
  }
}

/** Several fetches, told of as one. */
export interface FetchTotals {
  readonly fetched: number;
  readonly records: number;
  readonly failures: FetchSummary['failures'];
}

export function sumUp(summaries: readonly FetchSummary[]): FetchTotals {
  return {
    fetched: summaries.reduce((sum, { fetched }) => sum + fetched, 0),
    records: summaries.reduce((sum, { records }) => sum + records, 0),
    failures: summaries.flatMap(({ failures }) => failures),
  };
}
