import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinKqlFile, splitKqlFile } from '../../../../src/core/notebook/kqlFile';

function blocksOf(text: string): readonly string[] {
  return splitKqlFile(text).blocks.map((block) => block.text);
}

describe('a file of KQL', () => {
  test.each([
    ['A\n| take 1\n\nB', ['A\n| take 1', 'B']],
    ['\n\n// about A\nA // end\n\n\n// about B\n\nB\n', ['// about A\nA // end', '// about B\n\nB']],
    ['let x = 1;\n\nlet y = 2;\n\nA | where n == x\n\nB', ['let x = 1;\n\nlet y = 2;\n\nA | where n == x', 'B']],
    ['let f = () {\n\nA };\nf\n\nB;\n\nC', ['let f = () {\n\nA };\nf', 'B;', 'C']],
    ['A\n\n| take 1\r\n \t\r\nB', ['A\n\n| take 1', 'B']],
    ['print "a\n\nb"', ['print "a', 'b"']],
    ['A; let x = 1; B\n\nC', ['A; let x = 1; B', 'C']],
    ['', []],
    [' \n ', []],
    ['// only', ['// only']],
  ])('%j has the blocks %j', (text, blocks) => {
    expect(blocksOf(text)).toEqual(blocks);
    expect(joinKqlFile(splitKqlFile(text))).toBe(text);
  });

  test('is the same text again, whatever it is', () => {
    const word = fc.constantFrom(
      'A',
      'let x = 1',
      ';',
      '\n',
      '\r\n',
      '\n\n',
      ' \t',
      '|',
      '(',
      ')',
      '"',
      "'",
      '// c',
      '```',
      '=',
      '\r',
      '\u2028',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word).map((words) => words.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          expect(joinKqlFile(splitKqlFile(text))).toBe(text);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
