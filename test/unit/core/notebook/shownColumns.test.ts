import { describe, expect, it } from 'vitest';
import { filledColumns } from '../../../../src/core/notebook/shownColumns';

describe('filledColumns', () => {
  it('leaves out what is empty in every row, and keeps false and zero', () => {
    const rows = [
      [null, '', 0, false, 'a'],
      [null, null, null, null, ''],
    ];
    expect(filledColumns(5, rows)).toEqual([2, 3, 4]);
  });

  it('shows all columns where nothing holds anything', () => {
    expect(filledColumns(2, [[null, '']])).toEqual([0, 1]);
    expect(filledColumns(2, [])).toEqual([0, 1]);
  });
});
