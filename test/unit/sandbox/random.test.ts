import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/sandbox/records/random';

describe('random numbers', () => {
  it('follow from their keys', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), (keys) => {
        expect(new Random(...keys).hex(32)).toBe(new Random(...keys).hex(32));
        expect(new Random(...keys, 1).hex(32)).not.toBe(new Random(...keys, 2).hex(32));
      }),
    );
  });

  it('stay within their ends', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -9, max: 9 }), fc.nat(9), (seed, least, width) => {
        const number = new Random(seed).integer(least, least + width);
        expect(number).toBeGreaterThanOrEqual(least);
        expect(number).toBeLessThanOrEqual(least + width);
      }),
    );
  });

  it('shuffle without losing anything', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
        const compare = (one: number, other: number): number => one - other;
        expect([...new Random(seed).shuffle(items)].sort(compare)).toEqual([...items].sort(compare));
      }),
    );
  });
});
