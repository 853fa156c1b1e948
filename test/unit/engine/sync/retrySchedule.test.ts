import { expect, it } from 'vitest';
import { nextRetry } from '../../../../src/engine/sync/retrySchedule';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

it('waits longer after each failure, up to some hours', () => {
  expect([1, 2, 3, 7, 100].map((attempts) => nextRetry(attempts, 0, 1_000 * hourMs))).toEqual([
    5 * minuteMs,
    10 * minuteMs,
    20 * minuteMs,
    320 * minuteMs,
    6 * hourMs,
  ]);
});

it('has a last try before the blob expires', () => {
  expect(nextRetry(100, 0, 2 * hourMs)).toBe(2 * hourMs - 10 * minuteMs);
  expect(nextRetry(1, 0, 9 * minuteMs)).toBe(5 * minuteMs);
});
