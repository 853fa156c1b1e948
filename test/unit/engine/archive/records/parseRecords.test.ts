import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRecords } from '../../../../../src/engine/archive/records/parseRecords';
import { objectText, space } from '../objectText';

/** Elements that are no records, whose brackets are in order. */
const junk = fc.constantFrom('7', 'null', '"}],["', '[{}]', '{"Id":tru}', '{"a" 1}', 'NaN', '{"a":1,}', '<html>');

test('gives the texts of the objects of an array, unchanged, and keeps what is none apart with its place', () => {
  const element = fc.oneof({ weight: 4, arbitrary: objectText }, junk);
  fc.assert(
    fc.property(fc.array(element), space, fc.boolean(), (elements, gap, hasMark) => {
      const array = `${gap}[${gap}${elements.join(`${gap},${gap}`)}${gap}]${gap}`;
      const { texts, keys, unreadable } = parseRecords(Buffer.from(`${hasMark ? '\uFEFF' : ''}${array}`));
      expect(texts).toEqual(elements.filter(isObjectText));
      expect([...keys].sort()).toEqual([...new Set(texts.flatMap((text) => Object.keys(parsed(text))))].sort());
      expect(unreadable.map(({ element: place, bytes }) => [place, Buffer.from(bytes).toString().trim()])).toEqual(
        elements.flatMap((text, index) => (isObjectText(text) ? [] : [[index + 1, text]])),
      );
    }),
  );
});

function parsed(text: string): object {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : expect.fail(text);
}

function isObjectText(text: string): boolean {
  try {
    return parsed(text) instanceof Object;
  } catch {
    return false;
  }
}

test('refuses an element that is no UTF-8, and takes the rest', () => {
  const body = Buffer.concat([Buffer.from('[{"Id":"é"},{"Id":"'), Buffer.of(0xe9), Buffer.from('"},{"Id":"\uFEFF"}]')]);
  const { texts, unreadable } = parseRecords(body);
  expect(texts).toEqual(['{"Id":"é"}', '{"Id":"\uFEFF"}']);
  expect(unreadable).toMatchObject([{ element: 2, reason: 'It is no UTF-8 text.' }]);
});

test.each([
  ['nothing', '', 'The content is no JSON array.'],
  ['a page', '<html>', 'The content is no JSON array.'],
  ['an object', '{"Id":"1"}', 'The content is no JSON array.'],
  ['an array that is cut', '[{"Id":"1"},{"Id":"2"}', 'The content is no JSON, or not all of it.'],
  ['a record that is cut', '[{"Id":"1"},{"Id":"]', 'The content is no JSON, or not all of it.'],
  ['a bracket too few', '[{"Id":[1},{"Id":"2"}]', 'The content is no JSON, or not all of it.'],
])('refuses %s', (_what, body, message) => {
  expect(() => parseRecords(Buffer.from(body))).toThrow(message);
});
