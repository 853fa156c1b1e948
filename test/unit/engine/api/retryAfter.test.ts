import { expect, it } from 'vitest';
import { retryAfterMs } from '../../../../src/engine/api/retryAfter';

const now = Date.parse('2026-03-10T12:00:00Z');

it.each([
  ['30', 30_000],
  [' 0 ', 0],
  ['Tue, 10 Mar 2026 12:01:30 GMT', 90_000],
  ['Tue, 10 Mar 2026 11:00:00 GMT', 0],
  [['5', '6'], 5_000],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads %j', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
