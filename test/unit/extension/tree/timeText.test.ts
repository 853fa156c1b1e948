import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import {
  dayText,
  durationText,
  instantText,
  isToday,
  isYesterday,
  relativeText,
  windowText,
} from '../../../../src/extension/tree/timeText';

const start = Date.UTC(2026, 10, 22, 14);

describe('time texts', () => {
  it('are in UTC, wherever the machine is', () => {
    expect(windowText({ start, end: start + hourMs })).toBe('14:00 – 15:00 UTC');
    expect(dayText(Date.UTC(2026, 10, 22, 23, 59), 'en')).toBe('Sunday, November 22');
    expect(instantText(start, 'en')).toContain('14:00 UTC');
  });

  it('know today and yesterday', () => {
    expect([isToday(start, start), isToday(start - dayMs, start), isYesterday(start - dayMs, start)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it.each([
    [30_000, '0 minutes'],
    [180_000, '3 minutes'],
    [2 * hourMs, '2 hours'],
    [50 * hourMs, '2 days'],
  ])('tell %i ms as %s', (ms, text) => {
    expect(durationText(ms, 'en')).toBe(text);
  });

  it.each([
    [3 * dayMs + hourMs, 'in 3 days'],
    [-2 * hourMs, '2 hours ago'],
  ])('tell an instant %i ms away as %s', (ms, text) => {
    expect(relativeText(start + ms, start, 'en')).toBe(text);
  });
});
