import { describe, expect, it } from 'vitest';
import { hourMs } from '../../../../src/core/api/contentWindow';
import type { CollectedContent } from '../../../../src/core/archive/collectedContent';
import { computeCoverage } from '../../../../src/core/archive/computeCoverage';
import { gapRange, recentGaps } from '../../../../src/extension/coverage/contentGaps';
import { blob, listed, now } from './coverageFixture';

function gapsOf({
  windows = [],
  blobs = [],
}: Partial<CollectedContent>): readonly (readonly [string, number, number])[] {
  const coverage = computeCoverage({ windows, blobs, deletions: [] }, { ...gapRange(now), now });
  return [...recentGaps(coverage)].map(([type, { fetchableMs, lostMs }]) => [
    type,
    fetchableMs / hourMs,
    lostMs / hourMs,
  ]);
}

const old = blob('Audit.Exchange', 800, 'archived');

describe('the gaps that the tree tells of', () => {
  it('are what is overdue for a day, not what came since the last sync', () => {
    expect(gapsOf({ windows: [listed('Audit.Exchange', 1000, 20)], blobs: [old] })).toEqual([]);
    // Missed since 30 hours before this hour; the last day is left out.
    expect(gapsOf({ windows: [listed('Audit.Exchange', 1000, 30)], blobs: [old] })).toEqual([['Audit.Exchange', 6, 0]]);
    const failed = blob('Audit.Exchange', 99.5, 'failed');
    expect(gapsOf({ windows: [listed('Audit.Exchange', 1000, 0)], blobs: [old, failed] })).toEqual([
      ['Audit.Exchange', 1, 0],
    ]);
  });

  it('are what was lost in the last two weeks, not what was lost once', () => {
    const windows = [listed('Audit.Exchange', 1000, 0)];
    expect(gapsOf({ windows, blobs: [old, blob('Audit.Exchange', 200.5, 'lost')] })).toEqual([
      ['Audit.Exchange', 0, 1],
    ]);
    expect(gapsOf({ windows, blobs: [old, blob('Audit.Exchange', 400.5, 'lost')] })).toEqual([]);
  });

  it('are none before anything was fetched', () => {
    expect(gapsOf({})).toEqual([]);
    expect(gapsOf({ windows: [listed('DLP.All', 60, 40)], blobs: [blob('DLP.All', 50.5, 'listed')] })).toEqual([]);
  });
});
