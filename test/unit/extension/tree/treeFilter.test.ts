import { describe, expect, it } from 'vitest';
import type { BlobState, ContentBlob } from '../../../../src/core/protocol/contentProtocol';
import {
  filterBlobs,
  filterText,
  isFiltering,
  noFilter,
  showsContentType,
  type TreeFilter,
} from '../../../../src/extension/tree/treeFilter';

const labels: Readonly<Record<BlobState, string>> = {
  listed: 'not fetched',
  archived: 'fetched',
  failed: 'failed',
  lost: 'lost',
};
const filter: TreeFilter = { contentTypes: ['Audit.Exchange', 'DLP.All'], blobStates: ['failed', 'lost'] };

function blob(state: BlobState): ContentBlob {
  return { contentType: 'Audit.Exchange', contentId: state, contentUri: 'https://x', created: 0, expires: 0, state };
}

const blobs = [blob('listed'), blob('failed'), blob('archived')];

describe('a filter of the tree', () => {
  it('shows the chosen content types and blobs only', () => {
    expect([showsContentType(filter, 'DLP.All'), showsContentType(filter, 'Audit.General')]).toEqual([true, false]);
    expect(filterBlobs(filter, blobs).map(({ state }) => state)).toEqual(['failed']);
    expect(isFiltering(filter)).toBe(true);
  });

  it('shows all where nothing is chosen', () => {
    expect(showsContentType(noFilter, 'Audit.General')).toBe(true);
    expect(filterBlobs(noFilter, blobs)).toEqual(blobs);
    expect(isFiltering(noFilter)).toBe(false);
  });

  it('is told of in words', () => {
    expect(filterText(filter, labels)).toBe('Exchange, Data Loss Prevention · failed, lost');
    expect(filterText({ ...filter, contentTypes: [] }, labels)).toBe('failed, lost');
    expect(filterText(noFilter, labels)).toBe('');
  });
});
