import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elementTexts } from '../../../../src/engine/archive/elementTexts';

const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);

/** The text of an object as a stranger might write it. */
export const objectText = fc
  .tuple(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), space, space, fc.boolean())
  .map(([object, before, after, isIndented]) => {
    const text = JSON.stringify(object, null, isIndented ? 2 : 0);
    return `{${before}${text.slice(1, -1)}${after}}`;
  });

test('gives the texts of the objects of an array, unchanged', () => {
  fc.assert(
    fc.property(fc.array(objectText), space, (texts, gap) => {
      const array = `${gap}[${gap}${texts.join(`${gap},${gap}`)}${gap}]${gap}`;
      expect(elementTexts(array)).toEqual(texts);
    }),
  );
});

test.each([
  ['[]', []],
  [' [ ] ', []],
  ['[{"a":"]}\\"\\\\"},{"b":[[{}]]}]', ['{"a":"]}\\"\\\\"}', '{"b":[[{}]]}']],
])('%s', (array, texts) => {
  expect(elementTexts(array)).toEqual(texts);
});
