import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentWindow } from '../../../../src/core/api/contentWindow';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import { settledPart, settlingMs, unsettledParts } from '../../../../src/core/archive/settled';
import { mergeWindows, subtractWindows } from '../../../../src/core/archive/windowSets';

const start = Date.parse('2026-03-04T00:00:00Z');

describe('a listed window', () => {
  it('is settled if it was listed a day after it ended', () => {
    const window = { start, end: start + dayMs };
    expect(settledPart({ ...window, listedAt: window.end + settlingMs })).toEqual(window);
    expect(settledPart({ ...window, listedAt: start + settlingMs })).toBeUndefined();
  });

  it('is settled as far as it was old enough, in full hours', () => {
    const listedAt = start + settlingMs + 2.5 * hourMs;
    expect(settledPart({ start, end: start + dayMs, listedAt })).toEqual({ start, end: start + 2 * hourMs });
    expect(settledPart({ start, end: start + 1.5 * hourMs, listedAt })).toEqual({ start, end: start + 1.5 * hourMs });
  });

  it('leaves to the next listing what was not settled, and what was never listed', () => {
    const listedAt = start + settlingMs + 12 * hourMs;
    const range = { start: start - hourMs, end: start + 2 * dayMs };
    expect(unsettledParts(range, [{ start, end: start + dayMs, listedAt }])).toEqual([
      { start: start - hourMs, end: start },
      { start: start + 12 * hourMs, end: start + 2 * dayMs },
    ]);
    expect(unsettledParts(range, [])).toEqual([range]);
  });
});

describe('sets of windows', () => {
  const window = fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 10 }))
    .map(([from, length]): ContentWindow => ({ start: from, end: from + length }));
  const instants = (windows: readonly ContentWindow[]): readonly number[] =>
    windows.flatMap(({ start: from, end }) => Array.from({ length: end - from }, (_, index) => from + index));

  it('merge to the same instants, each once, with gaps between them', () => {
    fc.assert(
      fc.property(fc.array(window), (windows) => {
        const merged = mergeWindows(windows);
        expect(instants(merged)).toEqual([...new Set(instants(windows))].sort((a, b) => a - b));
        merged.slice(1).forEach(({ start: from }, index) => {
          expect(from).toBeGreaterThan(merged[index]?.end ?? Infinity);
        });
      }),
    );
  });

  it('subtract to the instants that are in no other', () => {
    fc.assert(
      fc.property(window, fc.array(window), (whole, others) => {
        const taken = new Set(instants(others));
        const left = subtractWindows(whole, others);
        expect(instants(left)).toEqual(instants([whole]).filter((instant) => !taken.has(instant)));
        expect(left).toEqual(mergeWindows(left));
      }),
    );
  });
});
