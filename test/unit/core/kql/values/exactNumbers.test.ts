import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cellNumber,
  exactDigits,
  exactJson,
  readExactJson,
  withDoubles,
} from '../../../../../src/core/kql/values/exactNumbers';

test.each([
  ['1.0', '1.0'],
  ['{"a":1.0,"b":1,"c":[2.50,-0.0]}', '{"a":1.0,"b":1,"c":[2.5,-0.0]}'],
  [
    '[9007199254740993, -12345678901234567890, 9007199254740991]',
    '[9007199254740993,-12345678901234567890,9007199254740991]',
  ],
  ['[1e3, 1E-9, 1e300, 0.1e0, 0.0000001]', '[1000.0,1e-9,1e300,0.1,1e-7]'],
  ['[0.30000000000000004, 0.5, 123.25]', '[0.30000000000000007,0.5,123.25]'],
  ['{"1.0":"1.0","x":"a:1.0,[2.0","y":"\\"1.0"}', '{"1.0":"1.0","x":"a:1.0,[2.0","y":"\\"1.0"}'],
  ['"1.0"', '"1.0"'],
  ['null', 'null'],
])('%s is kept as %s', (json, kept) => {
  expect(exactJson(readExactJson(json))).toBe(kept);
});

test('a number that JavaScript writes in the same digits is a double, and any is one where doubles are wanted', () => {
  const value = readExactJson('{"a":[1.0,1,"1.0"],"b":9007199254740993}');
  expect(value).not.toEqual({ a: [1, 1, '1.0'], b: 9007199254740992 });
  expect(withDoubles(value)).toEqual({ a: [1, 1, '1.0'], b: 9007199254740992 });
  const whole = readExactJson('1.0');
  expect([exactDigits(whole), cellNumber(whole)]).toEqual(['1.0', 1]);
  expect([exactDigits('1.0'), cellNumber('1.0'), exactDigits(1), cellNumber(1)]).toEqual([
    undefined,
    undefined,
    undefined,
    1,
  ]);
});

test('whatever strangers write, it stays what it is', () => {
  const text = fc.string({
    unit: fc.constantFrom('\uDBFF', '\uDFFF', '"', '\\', '1', '.', '0', 'e', ':', '-', 'udbff'),
  });
  const real = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(text, fc.constant('__proto__')), fc.oneof(text, fc.array(text), real)),
      (value) => {
        const json = JSON.stringify(value);
        const shown = exactJson(readExactJson(json), 2);
        // Only the first half of a pair is looked at, where a string begins with it alone.
        const known = json.replaceAll(/"\\udbff/gi, '"\\ufffd');
        expect(withDoubles(readExactJson(shown))).toEqual(JSON.parse(known));
        expect(exactJson(readExactJson(shown), 2)).toBe(shown);
      },
    ),
  );
});

test('a text that has the mark stays a text, however it is escaped', () => {
  const texts = String.raw`["\udbff1.0", "\uDBFF\u0031.0", {"\udbff1": "\udBff-1"}, "\\udbff1.0", "\udbff\udfff1"]`;
  expect(exactJson(readExactJson(texts))).toBe(
    '["\uFFFD1.0","\uFFFD1.0",{"\uFFFD1":"\uFFFD-1"},"\\\\udbff1.0","\u{10FFFF}1"]',
  );
});
