import { expect, test, vi } from 'vitest';
import { countedText } from '../../../../src/extension/words/countedText';

vi.mock('vscode', () => import('../vscodeStandIn'));

test.each([
  [0, 'row', '0 rows'],
  [1, 'row', '1 row'],
  [12_345, 'newRecord', '12,345 new records'],
  [1, 'blob', '1 blob'],
  [1.5, 'day', '1.5 days'],
] as const)('%s %s', (count, thing, words) => {
  expect(countedText(count, thing)).toBe(words);
});

test('the language says what is one', () => {
  // French counts none as one.
  expect([countedText(0, 'file', 'fr'), countedText(1, 'file', 'ja')]).toEqual(['0 file', '1 files']);
});
