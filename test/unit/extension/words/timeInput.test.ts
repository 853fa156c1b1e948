import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs } from '../../../../src/core/api/contentWindow';
import { parseTimeInput, timeInputText } from '../../../../src/extension/words/timeInput';

describe('parseTimeInput', () => {
  it.each([
    ['2026-11-22 14:30', Date.UTC(2026, 10, 22, 14, 30)],
    ['2026-11-22T14:30:05Z', Date.UTC(2026, 10, 22, 14, 30, 5)],
    [' 2026-11-22 ', Date.UTC(2026, 10, 22)],
    ['2026-02-30', undefined],
    ['2026-11-22 25:00', undefined],
    ['22.11.2026', undefined],
    ['', undefined],
  ])('reads %j', (text, instant) => {
    expect(parseTimeInput(text, 'from')).toBe(instant);
  });

  it('takes a day for its end where a range ends with it', () => {
    expect(parseTimeInput('2026-11-22', 'until')).toBe(Date.UTC(2026, 10, 22) + dayMs);
    expect(parseTimeInput('2026-11-22 00:00', 'until')).toBe(Date.UTC(2026, 10, 22));
  });

  it('reads what `timeInputText` shows', () => {
    const minuteMs = 60_000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0) / minuteMs }), (minute) => {
        expect(parseTimeInput(timeInputText(minute * minuteMs), 'until')).toBe(minute * minuteMs);
      }),
    );
  });
});
