import { describe, expect, it } from 'vitest';
import type { ContentStatus } from '../../../../src/engine/archive/archiveStatus';
import { coverageSentence } from '../../../../src/engine/report/coverageSentence';

const day = { start: Date.UTC(2026, 4, 1), end: Date.UTC(2026, 4, 2) };
const status: ContentStatus = {
  tenantId: 'a',
  contentType: 'Audit.Exchange',
  records: 1_200,
  duplicates: 0,
  leftOut: 0,
  unreadable: 0,
  blobs: { listed: 0, archived: 3, failed: 0, lost: 0 },
  emptyBlobs: 0,
  expiredBlobs: 0,
  reasons: [],
  windows: 1,
  listed: [day],
  gaps: [],
  fetchable: [],
  lost: [],
  unacknowledged: [],
};

describe('coverageSentence', () => {
  it('says what there is, and that nothing is missing', () => {
    expect(coverageSentence([status], true)).toBe(
      'The archive has 1,200 records of 1 content type, collected from 2026-05-01 00:00:00 UTC to 2026-05-02 00:00:00 UTC. Nothing of it is missing.',
    );
  });

  it('says what is missing', () => {
    const sentence = coverageSentence([{ ...status, fetchable: [day], lost: [day, day] }], true);
    expect(sentence).toContain('Not fetched yet, and can still be: Audit.Exchange (1 range, 2026-05-01 00:00:00 UTC');
    expect(sentence).toContain('Lost for good: Audit.Exchange (2 ranges,');
  });

  it('does not call imported records complete, nor an empty archive one', () => {
    expect(coverageSentence([{ ...status, listed: [] }], false)).toContain(
      'nobody can say whether something is missing',
    );
    expect(coverageSentence([], false)).toBe('The archive is empty: an empty result says nothing.');
  });

  it('does not call records imported that were collected at another time', () => {
    expect(coverageSentence([{ ...status, listed: [] }], true)).toBe(
      'The archive has 1,200 records of 1 content type, none of them collected in the time range: an empty result says nothing.',
    );
  });
});
