import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampToRetention,
  dayMs,
  formatApiTime,
  hourMs,
  parseUtcTime,
  retentionMarginMs,
  retentionMs,
  splitIntoWindows,
  startOfDay,
} from '../../../../src/core/api/contentWindow';

const now = Date.UTC(2026, 10, 22, 13, 30);

describe('splitIntoWindows', () => {
  it('cuts at every midnight', () => {
    const start = Date.UTC(2026, 10, 20, 22);
    const end = Date.UTC(2026, 10, 22, 3);
    expect(splitIntoWindows({ start, end })).toEqual([
      { start, end: Date.UTC(2026, 10, 21) },
      { start: Date.UTC(2026, 10, 21), end: Date.UTC(2026, 10, 22) },
      { start: Date.UTC(2026, 10, 22), end },
    ]);
  });

  it('covers a range once, without a gap, in windows of at most 24 hours', () => {
    const instant = fc.integer({ min: now - 30 * dayMs, max: now + 30 * dayMs });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 20 * dayMs }), (start, length) => {
        const windows = splitIntoWindows({ start, end: start + length });
        expect(windows[0]?.start).toBe(start);
        expect(windows.at(-1)?.end).toBe(start + length);
        windows.forEach((window, index) => {
          expect(window.end - window.start).toBeGreaterThan(0);
          expect(window.end - window.start).toBeLessThanOrEqual(dayMs);
          expect(window.start).toBe(index === 0 ? start : windows[index - 1]?.end);
        });
      }),
    );
  });

  it('gives no window for an empty range', () => {
    expect(splitIntoWindows({ start: now, end: now })).toEqual([]);
  });
});

describe('clampToRetention', () => {
  const oldest = now - retentionMs + retentionMarginMs;

  it('leaves what the service still has', () => {
    const range = { start: now - dayMs, end: now };
    expect(clampToRetention(range, now)).toEqual({ available: range, expired: undefined });
  });

  it('says which hours are lost', () => {
    expect(clampToRetention({ start: now - 9 * dayMs, end: now }, now)).toEqual({
      available: { start: oldest, end: now },
      expired: { start: now - 9 * dayMs, end: oldest },
    });
  });

  it('leaves nothing of a range that is wholly lost', () => {
    const range = { start: now - 9 * dayMs, end: now - 8 * dayMs };
    expect(clampToRetention(range, now)).toEqual({ available: undefined, expired: range });
  });
});

describe('times', () => {
  it('reads a time without a zone as UTC', () => {
    const expected = Date.UTC(2015, 5, 29, 20, 3, 19);
    expect(parseUtcTime('2015-06-29T20:03:19')).toBe(expected);
    expect(parseUtcTime('2015-06-29T20:03:19Z')).toBe(expected);
    expect(parseUtcTime('2015-06-29T22:03:19+02:00')).toBe(expected);
    expect(parseUtcTime('2015-06-29')).toBe(Date.UTC(2015, 5, 29));
  });

  it('tells what is no time', () => {
    expect(parseUtcTime('Not Available')).toBeNaN();
    expect(parseUtcTime('')).toBeNaN();
  });

  it('takes no day that no calendar has', () => {
    for (const day of ['2026-02-30', '2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10']) {
      expect(parseUtcTime(day)).toBeNaN();
      expect(parseUtcTime(`${day}T10:00:00Z`)).toBeNaN();
      expect(parseUtcTime(`${day}T10:00:00+02:00`)).toBeNaN();
    }
    expect(parseUtcTime('2028-02-29T23:59:59.999Z')).toBe(Date.UTC(2028, 1, 29, 23, 59, 59, 999));
  });

  it('writes whole seconds, in UTC', () => {
    expect(formatApiTime(now + 999)).toBe('2026-11-22T13:30:00Z');
  });

  it('knows the midnight before', () => {
    expect(startOfDay(now)).toBe(Date.UTC(2026, 10, 22));
    expect(startOfDay(now - 14 * hourMs)).toBe(Date.UTC(2026, 10, 21));
  });
});
