import { expect, it } from 'vitest';
import { bytesText, countText } from '../../../../src/extension/words/quantityText';

it.each([
  [0, '0 kB'],
  [940, '0.9 kB'],
  [1_440_000, '1.4 MB'],
  [123_456_789, '123 MB'],
  [20e9, '20 GB'],
])('writes %j bytes', (bytes, text) => {
  expect(bytesText(bytes, 'en')).toBe(text);
});

it('groups the digits of counts', () => {
  expect(countText(1_234_567, 'en')).toBe('1,234,567');
});
