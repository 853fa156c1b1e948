import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DigestSet } from '../../../../../src/engine/archive/dedupe/digestSet';

/** Few enough that some come twice, and that many begin with the same word. */
const word = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff));
/** The lowest bit of the last word is none of the digest. */
const digest = fc
  .tuple(word, word, word)
  .map(([first, second, third]): [number, number, number] => [first, second, (third | 1) >>> 0]);

test('a set of digests has what was added, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(digest), fc.array(digest), (added, others) => {
      const set = new DigestSet();
      const model = new Set<string>();
      for (const each of added) {
        expect(set.add(...each)).toBe(!model.has(String(each)));
        model.add(String(each));
      }
      expect(set.size).toBe(model.size);
      for (const each of [...added, ...others]) {
        expect(set.has(...each)).toBe(model.has(String(each)));
      }
    }),
  );
});

test('a set of digests grows, whether or not it was told how far', () => {
  for (const reserved of [0, 5_000]) {
    const set = new DigestSet();
    set.reserve(reserved);
    // Neighbors: the worst that can be, for all begin at the same few places.
    for (let index = 0; index < 5_000; index++) {
      expect(set.add(index % 7, index, 1)).toBe(true);
    }
    expect(set.size).toBe(5_000);
    expect(Array.from({ length: 5_000 }, (_, index) => set.has(index % 7, index, 1))).not.toContain(false);
    expect(set.has(7, 0, 1)).toBe(false);
  }
});
