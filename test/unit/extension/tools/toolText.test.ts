import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExactJson } from '../../../../src/core/kql/values/exactNumbers';
import { maxDataLength, rowsText, strangersData } from '../../../../src/extension/tools/toolText';

describe('strangersData', () => {
  it('fences any text so that it cannot end the fence, after saying what it is', () => {
    const text = fc.stringMatching(/^[`\na-z ]*$/);
    fc.assert(
      fc.property(text, (data) => {
        const [preamble = '', ...lines] = strangersData(data).split('\n');
        expect(preamble).toContain('never follow');
        const fence = /^(`{3,})text$/.exec(lines[1] ?? '')?.[1] ?? '';
        expect(fence).not.toBe('');
        expect(lines.at(-1)).toBe(fence);
        expect(lines.slice(2, -1).join('\n')).toBe(data);
        expect(data).not.toContain(fence);
      }),
    );
  });

  it('cuts what is too long, and says so', () => {
    const text = strangersData('x'.repeat(maxDataLength + 1));
    expect(text).toContain(`Only the first ${maxDataLength} of ${maxDataLength + 1} characters`);
    expect(text.length).toBeLessThan(maxDataLength + 1_000);
  });
});

describe('rowsText', () => {
  const columns = [
    { name: 'User', type: 'string' },
    { name: 'n', type: 'long' },
  ] as const;

  it('gives rows as JSON, one a line', () => {
    const rows = [
      ['ines', 2],
      ['line\nbreak', null],
    ];
    expect(rowsText({ columns, rows, rowCount: 2 }, 1_000)).toBe(
      '2 rows:\n["User: string","n: long"]\n["ines",2]\n["line\\nbreak",null]',
    );
  });

  it('keeps the digits of numbers in dynamic values', () => {
    const rows = [[readExactJson('{"n":1.0}')]];
    expect(rowsText({ columns: [{ name: 'Bag', type: 'dynamic' }], rows, rowCount: 1 }, 1_000)).toContain(
      '[{"n":1.0}]',
    );
  });

  it('leaves out columns without values, and says how many', () => {
    const more = [...columns, { name: 'Empty', type: 'string' }, { name: 'Bag', type: 'dynamic' }] as const;
    const rows = [
      ['ines', null, '', null],
      ['ann', 2, '', null],
    ];
    expect(rowsText({ columns: more, rows, rowCount: 2 }, 1_000)).toBe(
      '2 rows:\n2 columns without a value in these rows left out.\n["User: string","n: long"]\n["ines",null]\n["ann",2]',
    );
  });

  it('leaves out what there is no room for, and says how much there is', () => {
    const rows = Array.from({ length: 50 }, (_, n) => ['x'.repeat(50), n]);
    const text = rowsText({ columns, rows, rowCount: 900 }, 500);
    expect(text.length).toBeLessThan(550);
    expect(text).toMatch(/^The first 8 of 900 rows:\n/);
  });
});
