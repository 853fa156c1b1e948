import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, guardFormula } from '../../../../src/core/text/csvText';

const cell = fc.string({
  unit: fc.constantFrom('"', ',', '\r', '\n', ';', '=', ' ', "'", 'a', 'é', '\u{1f600}', '\0'),
});

test('what is written is read again, whatever it holds', () => {
  const rows = fc
    .integer({ min: 1, max: 5 })
    .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1 }));
  fc.assert(
    fc.property(rows, (written) => {
      const read: unknown = parse(written.map((row) => csvLine(row)).join(''), { record_delimiter: '\r\n' });
      expect(read).toEqual(written);
    }),
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x'])('a spreadsheet takes %j as text', (text) => {
  expect(guardFormula(text)).toBe(`'${text}`);
});

test.each(['', 'a=b', '{"a":"=1"}', ' =1'])('%j is left as it is', (text) => {
  expect(guardFormula(text)).toBe(text);
});
