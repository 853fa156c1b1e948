import { describe, expect, it } from 'vitest';
import { formatTextTable } from '../../../../src/core/notebook/textTable';
import type { Column } from '../../../../src/core/kql/kustoType';

const limits = { maxRows: 10, maxWidth: 12 };
const columns: readonly Column[] = [
  { name: 'UserId', type: 'string' },
  { name: 'Empty', type: 'string' },
  { name: 'Folder', type: 'dynamic' },
  { name: 'n', type: 'long' },
];

describe('formatTextTable', () => {
  it('aligns the columns, writes nested values as JSON and leaves empty columns out', () => {
    const rows = [
      ['ann@contoso.com', null, { a: 1 }, 7],
      ['bob', '', null, 12_345],
    ];
    expect(formatTextTable(columns, rows, limits)).toBe(
      [
        'UserId        Folder   n',
        '------------  -------  -----',
        'ann@contoso…  {"a":1}  7',
        'bob                    12345',
      ].join('\n'),
    );
  });

  it('shows all columns where there is no row', () => {
    expect(formatTextTable(columns, [], limits).split('\n')[0]).toBe('UserId  Empty  Folder  n');
  });

  it('stops at the row limit', () => {
    const rows = Array.from({ length: 50 }, (_, index) => ['a', 'b', 'c', index]);
    expect(formatTextTable(columns, rows, limits).split('\n')).toHaveLength(12);
  });

  it('shows control characters and marks of direction instead of obeying them', () => {
    const table = formatTextTable([{ name: 'a', type: 'string' }], [['\u001b[31m\n\u202ex']], {
      maxRows: 1,
      maxWidth: 80,
    });
    expect(table).toContain('\\u001b[31m\\u000a\\u202ex');
  });
});
