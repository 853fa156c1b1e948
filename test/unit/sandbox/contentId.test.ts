import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentTypes } from '../../../src/core/api/contentType';
import { formatContentId, parseContentId } from '../../../src/sandbox/content/contentId';
import { reorderKeys } from '../../../src/sandbox/content/keyOrder';

const instant = fc.integer({ min: 0, max: Date.parse('2100-01-01') });

describe('content ids', () => {
  it('tell when the blob became available, and sort by it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...contentTypes), instant, instant, fc.nat(99), (contentType, one, other, index) => {
        const idOf = (created: number): string => formatContentId({ contentType, created, index, content: '[]' });
        expect(parseContentId(idOf(one))).toBe(one);
        expect(Math.sign(idOf(one).localeCompare(idOf(other), 'en'))).toBe(Math.sign(one - other));
      }),
    );
  });

  it.each(['', 'abc', '2026', '20261399000000000000000$20261399000000000000000$a$A$emea0000'])(
    'are nothing else: "%s"',
    (text) => {
      expect(parseContentId(text)).toBeUndefined();
    },
  );
});

describe('another order of keys', () => {
  it('leaves the object as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value, rest) => {
        const text = JSON.stringify({ Id: value, rest });
        const other = reorderKeys(text);
        expect(other).not.toBe(text);
        expect(JSON.parse(other ?? '')).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['{}', '{"a":"b"}', '{"a":1,"b":2}', '[]'])('is not there for %s', (text) => {
    expect(reorderKeys(text)).toBeUndefined();
  });
});
