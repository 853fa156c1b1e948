import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentWindow } from '../../../../src/core/api/contentWindow';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import { partsToList, settledPart, settlingMs, type TimedListing } from '../../../../src/core/archive/settled';
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
    expect(partsToList(range, [{ start, end: start + dayMs, listedAt }], listedAt)).toEqual([
      { start: start - hourMs, end: start },
      { start: start + 12 * hourMs, end: start + 2 * dayMs },
    ]);
    expect(partsToList(range, [], listedAt)).toEqual([range]);
  });

  it('is listed again three and six days after it, in parts of six hours, settled or not', () => {
    const window = { start, end: start + dayMs };
    const listing = { ...window, listedAt: window.end + settlingMs };
    const after = (age: number): readonly ContentWindow[] => partsToList(window, [listing], start + age);
    expect(after(3 * dayMs + 5 * hourMs)).toEqual([]);
    expect(after(3 * dayMs + 7 * hourMs)).toEqual([{ start, end: start + 6 * hourMs }]);
    expect(after(5 * dayMs)).toEqual([window]);
    const again = { ...window, listedAt: start + 5 * dayMs };
    expect(partsToList(window, [listing, again], start + 5.5 * dayMs)).toEqual([]);
    expect(partsToList(window, [listing, again], start + 6 * dayMs + 13 * hourMs)).toEqual([
      { start, end: start + 12 * hourMs },
    ]);
  });

  it('shows content that is five days late to whoever syncs each quarter of an hour, for eight requests a day more', () => {
    const listings: TimedListing[] = [];
    const looks: TimedListing[] = [];
    for (let now = start; now < start + 8 * dayMs; now += hourMs / 4) {
      const parts = partsToList({ start: Math.max(start, now - 7 * dayMs), end: now }, listings, now);
      const listed = parts.map((part) => ({ ...part, listedAt: now }));
      looks.push(...listed.filter(({ end }) => end < now));
      listings.push(...listed);
    }
    for (let created = start; created < start + dayMs; created += hourMs / 2) {
      const late = listings.filter((listing) => listing.start <= created && created < listing.end);
      expect(late.some(({ listedAt }) => listedAt >= created + 5 * dayMs)).toBe(true);
    }
    // Five days have come to the first look and two to the second, but for the last quarter of an hour.
    expect(looks.length).toBe((5 + 2) * 4 - 2);
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
