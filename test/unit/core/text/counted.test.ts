import { expect, test } from 'vitest';
import { counted } from '../../../../src/core/text/counted';

test.each([
  [0, '0 bad rows'],
  [1, '1 bad row'],
  [2_000, '2000 bad rows'],
])('%s', (count, words) => {
  expect(counted(count, 'bad row')).toBe(words);
});

test('the number may be written otherwise', () => {
  expect(counted(2_000, 'row', '2,000')).toBe('2,000 rows');
});
