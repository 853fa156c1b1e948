import { expect, test } from 'vitest';
import { resultLabels } from '../../../../src/extension/notebook/results/resultLabels';
import { Words } from '../../../../src/renderer/view/words';

const words = new Words({ labels: resultLabels({ t: (message: unknown) => String(message) }), locale: 'en' });

test('labels have numbers as the language writes them, and another form for one', () => {
  expect([words.label('rows', 12_345), words.label('rows', 1), words.label('rows', 0)]).toEqual([
    '12,345 rows',
    '1 row',
    '0 rows',
  ]);
  expect([words.label('rowsOf', 0, 1), words.label('rowsOf', 1, 3)]).toEqual(['0 of 1 row', '1 of 3 rows']);
  expect(words.label('filterContains', 'a{1}', 1)).toBe('a{1} contains 1');
});
