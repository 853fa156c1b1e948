import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDatetime,
  formatTimespan,
  maxDatetimeTicks,
  parseDatetime,
  parseTimespan,
  ticksPerDay,
} from '../../../../src/core/kql/values/dateTimeText';

describe('datetimes', () => {
  test.each([
    ['2020-06-15', '2020-06-15T00:00:00.0000000Z'],
    ['2020-06-15 13:45:30.7654321', '2020-06-15T13:45:30.7654321Z'],
    ['2020 - 06 - 15 13:45', '2020-06-15T13:45:00.0000000Z'],
    ['2020-06 -01:00', '2020-06-01T01:00:00.0000000Z'],
    ['2020-06-15T13:45Z', '2020-06-15T13:45:00.0000000Z'],
    ['2020-06-15T01:00:00+02:30', '2020-06-14T22:30:00.0000000Z'],
    ['0001-01-01', '0001-01-01T00:00:00.0000000Z'],
    ['9999-12-31 23:59:59.9999999', '9999-12-31T23:59:59.9999999Z'],
  ])('%s', (text, expected) => {
    expect(formatDatetime(parseDatetime(text) ?? -1n)).toBe(expected);
  });

  test.each(['', 'yesterday', '2020-02-30', '2020-13-01', '2020-01-01 25:00'])('"%s" is none', (text) => {
    expect(parseDatetime(text)).toBeUndefined();
  });

  test('a datetime is read back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: maxDatetimeTicks }), (ticks) => {
        expect(parseDatetime(formatDatetime(ticks))).toBe(ticks);
      }),
    );
  });
});

describe('timespans', () => {
  test.each([
    ['1d', ticksPerDay],
    ['1.5h', ticksPerDay / 16n],
    ['0.1s', 1_000_000n],
    ['1tick', 1n],
    ['1.02:03:04', 937_840_000_000n],
    ['-00:30', -18_000_000_000n],
    ['3', 3n * ticksPerDay],
  ])('%s', (text, expected) => {
    expect(parseTimespan(text)).toBe(expected);
  });

  test('a timespan is read back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), (ticks) => {
        expect(parseTimespan(formatTimespan(ticks))).toBe(ticks);
      }),
    );
  });
});
