import { describe, expect, it } from 'vitest';
import { demoConnection } from '../../../../src/core/api/connection';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import type { ContentBlob } from '../../../../src/core/protocol/contentProtocol';
import { fetchJob, isArchived, retainedRange, sumUp } from '../../../../src/extension/fetch/fetchJobs';
import type { BlobNode, ContentTypeNode, DayNode, WindowNode } from '../../../../src/extension/tree/treeNodes';

const noon = Date.UTC(2026, 10, 22, 12);
const contentType = 'Audit.Exchange';
const connection = demoConnection;
const typeNode: ContentTypeNode = {
  kind: 'contentType',
  id: 't',
  parent: { kind: 'connection', id: 'c', parent: undefined, connection },
  connection,
  contentType,
  subscription: { contentType, status: 'enabled' },
  finding: undefined,
};
const day: DayNode = {
  kind: 'day',
  id: 'd',
  parent: typeNode,
  connection,
  contentType,
  range: { start: noon - 12 * hourMs, end: noon + 12 * hourMs },
};
const blob = (state: ContentBlob['state']): ContentBlob => ({
  contentType,
  contentId: state,
  contentUri: '',
  created: noon - hourMs,
  expires: noon + dayMs,
  state,
});
const windowOf = (...states: ContentBlob['state'][]): WindowNode => ({
  kind: 'window',
  id: 'w',
  parent: day,
  connection,
  contentType,
  range: { start: noon - hourMs, end: noon },
  blobs: states.map(blob),
});
const blobNode = (state: ContentBlob['state']): BlobNode => ({
  kind: 'blob',
  id: 'b',
  parent: windowOf(state),
  connection,
  contentType,
  blob: blob(state),
});

describe('fetchJob', () => {
  it('asks for nothing that lies in the future', () => {
    expect(fetchJob(windowOf(), noon - 1).range).toEqual({ start: noon - hourMs, end: noon - 1 });
  });

  it('asks for one blob within its window', () => {
    expect(fetchJob(blobNode('listed'), noon)).toEqual({
      connection,
      contentType,
      range: { start: noon - hourMs, end: noon },
      contentIds: ['listed'],
    });
  });
});

describe('retainedRange', () => {
  it('is what the service still has, clear of the edge', () => {
    expect(retainedRange(noon).start).toBeGreaterThan(noon - 7 * dayMs);
    expect(retainedRange(noon).end).toBe(noon);
  });
});

describe('isArchived', () => {
  it('holds for a blob or a window that is in the archive whole', () => {
    expect(
      [blobNode('archived'), blobNode('lost'), windowOf('archived'), windowOf('archived', 'listed')].map(isArchived),
    ).toEqual([true, false, true, false]);
  });
});

describe('sumUp', () => {
  it('adds fetches up', () => {
    const failure = { contentId: 'x', state: 'lost', reason: 'gone' } as const;
    const summary = { fetched: 2, alreadyArchived: 1, records: 10, duplicates: 0, failures: [failure] };
    const totals = { fetched: 4, records: 20, leftOut: 3, failures: [failure] };
    expect(sumUp([summary, { ...summary, leftOut: 3, failures: [] }])).toEqual(totals);
  });
});
