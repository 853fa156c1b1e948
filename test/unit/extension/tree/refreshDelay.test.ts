import { describe, expect, it } from 'vitest';
import { refreshDelay } from '../../../../src/extension/tree/refreshDelay';

const minuteMs = 60_000;

describe('refreshDelay', () => {
  it.each([
    [5, 0, 5],
    [5, 1, 10],
    [5, 3, 40],
    [5, 4, 60],
    [5, 2_000, 60],
    [90, 0, 90],
    [90, 3, 90],
  ])('of %i minutes after %i failures is %i minutes', (interval, failures, delay) => {
    expect(refreshDelay(interval * minuteMs, failures)).toBe(delay * minuteMs);
  });
});
