import { describe, expect, test } from 'vitest';
import type { ContentType } from '../../../../src/core/api/contentType';
import { dayMs, hourMs, retentionMarginMs, retentionMs } from '../../../../src/core/api/contentWindow';
import type { CollectedContent } from '../../../../src/core/archive/collectedContent';
import { wantedCoverage, type WantedContent } from '../../../../src/core/archive/wantedCoverage';

const now = Date.UTC(2026, 4, 20, 12);
/** Exchange was listed for the day before yesterday, and for nothing since. */
const content: CollectedContent = {
  windows: [{ contentType: 'Audit.Exchange', start: now - 3 * dayMs, end: now - 2 * dayMs, listedAt: now - dayMs }],
  blobs: [],
  deletions: [],
};

function wanted(contentType: ContentType, more: Partial<WantedContent> = {}): WantedContent {
  return { contentType, isNamed: false, ...more };
}

describe('what to fetch for a query', () => {
  test('is what it names of types and times, as far as the service still has it', () => {
    const coverage = wantedCoverage(
      content,
      [
        wanted('DLP.All', { start: now - 6 * hourMs, end: now - 2 * hourMs, isNamed: true }),
        wanted('Audit.Exchange', { start: now - 30 * dayMs }),
      ],
      now,
    );
    expect(coverage.fetchable).toEqual([
      { contentTypes: ['DLP.All'], range: { start: now - 6 * hourMs, end: now - 2 * hourMs } },
      { contentTypes: ['Audit.Exchange'], range: { start: now - retentionMs + retentionMarginMs, end: now } },
    ]);
  });

  test('is nothing where all was fetched, and nothing of types that nobody collects or asks for', () => {
    const range = { start: now - 3 * dayMs, end: now - 2 * dayMs };
    const coverage = wantedCoverage(content, [wanted('Audit.Exchange', range), wanted('DLP.All', range)], now);
    expect(coverage).toEqual({ total: 24, pending: 0, lost: 0, fetchable: [], listedAt: now - dayMs });
  });

  test('is nothing where the service forgot since what came before the archive began', () => {
    const fetched = now - 60_000;
    const windows = [
      {
        contentType: 'Audit.Exchange' as const,
        ...{ start: fetched - retentionMs + retentionMarginMs, end: fetched, listedAt: fetched },
      },
    ];
    const coverage = wantedCoverage({ ...content, windows }, [wanted('Audit.Exchange', { isNamed: true })], now);
    expect(coverage).toMatchObject({ pending: 0, fetchable: [] });
  });

  test('is asked for once, though it is wanted twice', () => {
    const first = wanted('Audit.Exchange', { start: now - 10 * hourMs, end: now - 5 * hourMs });
    const second = wanted('Audit.Exchange', { start: now - 7 * hourMs, end: now - 3 * hourMs });
    expect(wantedCoverage(content, [first, second], now)).toMatchObject({
      ...{ total: 7, pending: 7 },
      fetchable: [{ contentTypes: ['Audit.Exchange'], range: { start: now - 10 * hourMs, end: now - 3 * hourMs } }],
    });
  });

  test('is no more than can be counted, whatever times a query names', () => {
    const coverage = wantedCoverage(content, [wanted('Audit.Exchange', { start: -6e13, end: 6e13 })], now);
    expect(coverage.total).toBe(7 * 24);
    expect(wantedCoverage(content, [wanted('Audit.Exchange', { start: now + dayMs })], now).total).toBe(0);
  });
});
