import { describe, expect, it } from 'vitest';
import { boundsOf, contains, extendRange, isSingleCell } from '../../../../src/renderer/grid/cellRange';
import {
  columnWidth,
  columnValue,
  emptyColumns,
  propertyColumn,
  resultColumns,
} from '../../../../src/renderer/grid/gridColumn';
import { fittingHeight } from '../../../../src/renderer/view/heightHandle';

const last = { row: 99, column: 4 };

describe('a range of cells', () => {
  it.each([
    ['ArrowDown', false, 1, 1, 2, 1],
    ['ArrowUp', false, 0, 1, 0, 1],
    ['ArrowRight', false, 3, 4, 3, 4],
    ['ArrowDown', true, 3, 1, 99, 1],
    ['ArrowLeft', true, 3, 3, 3, 0],
  ])('%s (control %s) draws it from %i,%i to %i,%i', (key, isFar, row, column, nextRow, nextColumn) => {
    expect(extendRange({ row, column }, key, isFar, last)).toEqual({ row: nextRow, column: nextColumn });
  });

  it('is not drawn by other keys', () => {
    expect(extendRange({ row: 0, column: 0 }, 'a', false, last)).toBeUndefined();
  });

  it('has the cells between its corners, wherever it began', () => {
    const range = { anchor: { row: 5, column: 3 }, end: { row: 2, column: 1 } };
    expect(boundsOf(range)).toEqual({ firstRow: 2, lastRow: 5, firstColumn: 1, lastColumn: 3 });
    expect(contains(range, { row: 3, column: 2 })).toBe(true);
    expect(contains(range, { row: 6, column: 2 })).toBe(false);
    expect(isSingleCell(range)).toBe(false);
  });
});

describe('columns', () => {
  const columns = resultColumns({
    columns: [
      { name: 'Kind', type: 'int' },
      { name: 'Context', type: 'dynamic' },
      { name: 'Nothing', type: 'string' },
    ],
    enums: [{ column: 0, names: { 2: 'ExchangeItem' } }],
  });
  const rows = [[2, { App: { Id: 'x' } }, null]];

  it('know the names of their numbers, and which of them are empty', () => {
    expect(columns[0]?.names).toEqual({ 2: 'ExchangeItem' });
    expect(emptyColumns(columns, rows).map(({ name }) => name)).toEqual(['Nothing']);
  });

  it('are pulled out of values, again and again', () => {
    const [, context] = columns;
    if (context === undefined) {
      throw new Error('The column is there.');
    }
    const id = propertyColumn(propertyColumn(context, ['App']), ['Id']);
    expect(id).toMatchObject({ name: 'Context.App.Id', index: 1, path: ['App', 'Id'] });
    expect(columnValue(id, rows[0] ?? [])).toBe('x');
  });

  it('are as wide as their names and values, up to a limit', () => {
    const [kind] = columns;
    const wide = resultColumns({ columns: [{ name: 'A', type: 'string' }] })[0];
    const padding = 24;
    expect(kind && columnWidth(kind, rows, 8)).toBe('2 (ExchangeItem)'.length * 8 + padding);
    expect(wide && columnWidth(wide, [['x'.repeat(500)]], 8)).toBe(48 * 8 + padding);
  });
});

describe('fittingHeight', () => {
  const metrics = { rowHeight: 24, headerHeight: 28 };

  it('fits the rows, and scrolls from 22 on', () => {
    expect(fittingHeight(3, metrics) - fittingHeight(2, metrics)).toBe(24);
    expect(fittingHeight(1_000_000, metrics)).toBe(fittingHeight(22, metrics));
    expect(fittingHeight(0, metrics)).toBe(fittingHeight(1, metrics));
  });
});
