import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { separateStatements } from '../../../../../src/core/kql/language/separateStatements';
import { kqlStatements } from '../../../../../src/core/notebook/query/kqlStatements';
import { kqlTokens, stringValue } from '../../../../../src/core/notebook/query/kqlTokens';

function statementsOf(text: string): readonly string[] {
  return kqlStatements(text).map(({ start, length }) => text.slice(start, start + length));
}

describe('statements', () => {
  test.each([
    ['let a = 1;\na', ['let a = 1', 'a']],
    ['A\n\n| take 1\n\nB', ['A\n\n| take 1', 'B']],
    ['A | where x in (1,\n\n2)\n// c\n\nB;', ['A | where x in (1,\n\n2)', 'B']],
    ['let a =\n\n5; print ";\n\n"', ['let a =\n\n5', 'print ";', '"']],
    ['print ```a;\n\nb```; B', ['print ```a;\n\nb```', 'B']],
    [' \n// only\n', []],
  ])('of %j', (text, expected) => {
    expect(statementsOf(text)).toEqual(expected);
  });

  test('are parted where the language service parts them', () => {
    const word = fc.constantFrom(
      'A',
      '| take 1',
      '\n',
      '\n\n',
      '\r\n\r\n',
      ';',
      '(',
      ')',
      '"a;b"',
      "'x'",
      '// c',
      ' ',
      '=',
      'let x',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const text = words.join(' ');
        const isBalanced = !/[()]/.test(text.replaceAll(/\([^()]*\)/g, ''));
        fc.pre(isBalanced);
        // Both begin a new statement at the same words.
        const theirs = separateStatements(text)
          .replaceAll(/"[^"\n]*"|\/\/[^\n]*/g, (part) => ' '.repeat(part.length))
          .split('')
          .flatMap((character, index) => (character === ';' && text[index] !== ';' ? [index] : []));
        const ours = kqlStatements(text);
        for (const place of theirs) {
          expect(
            ours.some(({ start, length }) => start < place && place < start + length),
            JSON.stringify(text),
          ).toBe(false);
        }
      }),
    );
  });
});

describe('tokens', () => {
  test('cover the text, whatever it is, and end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', "'", '\\', '`', '~', '@', 'h', '\n', '/', 'a', '1', '.', ' ') }),
        (text) => {
          const tokens = kqlTokens(text);
          expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(tokens.map(({ text: word }) => word));
          const ends = [0, ...tokens.map(({ end }) => end)];
          const between = [...tokens, { start: text.length }].map(({ start }, index) => text.slice(ends[index], start));
          expect(between.filter((gap) => !/^(?:\s|\/\/.*)*$/.test(gap))).toEqual([]);
        },
      ),
    );
  });

  test.each([
    [String.raw`"a\"b\n\u0041"`, 'a"b\nA'],
    [`@'it''s \\'`, "it's \\"],
    ['h"secret"', 'secret'],
    ['```a\nb```', 'a\nb'],
    ['"open', 'open'],
  ])('of the text %s', (literal, value) => {
    expect(stringValue(literal)).toBe(value);
  });
});
