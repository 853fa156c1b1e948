import { describe, expect, it } from 'vitest';
import { contentTypes } from '../../../../src/core/api/contentType';
import { hourMs } from '../../../../src/core/api/contentWindow';
import { listGaps, missingContent, summarize } from '../../../../src/extension/coverage/coverageSummary';
import { allListed, blob, coverageOf, listed, now } from './coverageFixture';

const thisHour = now - hourMs / 2;

describe('the summary of a coverage', () => {
  it('says up to when all content types are settled, and that nothing is missing', () => {
    const coverage = coverageOf(allListed);
    expect(summarize(coverage)).toEqual({
      collected: contentTypes,
      uncollected: [],
      settledUntil: thisHour - 24 * hourMs,
      fetchableMs: 0,
      lostMs: 0,
    });
    expect(missingContent(coverage)).toBeUndefined();
    expect(listGaps(coverage)).toEqual([]);
  });

  it('counts an hour once, in however many content types it is missing, and fetches all of them at once', () => {
    const coverage = coverageOf(allListed, [
      blob('Audit.Exchange', 49.5, 'failed'),
      blob('Audit.General', 49.4, 'listed'),
      blob('Audit.General', 30.5, 'listed'),
      blob('DLP.All', 175.5, 'lost'),
    ]);
    expect(summarize(coverage)).toMatchObject({
      settledUntil: thisHour - 50 * hourMs,
      fetchableMs: 2 * hourMs,
      lostMs: hourMs,
    });
    expect(missingContent(coverage)).toEqual({
      contentTypes: ['Audit.Exchange', 'Audit.General'],
      range: { start: thisHour - 50 * hourMs, end: thisHour - 30 * hourMs },
    });
    expect(listGaps(coverage).map(({ kind, contentType }) => [kind, contentType])).toEqual([
      ['fetchable', 'Audit.Exchange'],
      ['fetchable', 'Audit.General'],
      ['fetchable', 'Audit.General'],
      ['lost', 'DLP.All'],
    ]);
  });

  it('leaves out content types that were never collected, and does not call settled what is not', () => {
    const summary = summarize(coverageOf([listed('Audit.Exchange', 20, 0)]));
    expect(summary.collected).toEqual(['Audit.Exchange']);
    expect(summary.uncollected).toHaveLength(4);
    expect(summary).not.toHaveProperty('settledUntil');
  });
});
