import { describe, expect, it } from 'vitest';
import { moveInGrid } from '../../../src/renderer/gridModel';

const size = { rows: 31, columns: 4 };

describe('moveInGrid', () => {
  it.each([
    ['ArrowDown', false, 1, 1, 2, 1],
    ['ArrowUp', false, 0, 1, 0, 1],
    ['ArrowLeft', false, 3, 0, 3, 0],
    ['ArrowRight', false, 3, 3, 3, 3],
    ['PageDown', false, 25, 2, 30, 2],
    ['PageUp', false, 25, 2, 15, 2],
    ['Home', false, 5, 2, 5, 0],
    ['End', false, 5, 2, 5, 3],
    ['Home', true, 5, 2, 0, 0],
    ['End', true, 5, 2, 30, 3],
  ])('%s (control %s) goes from %i,%i to %i,%i', (key, isControl, row, column, nextRow, nextColumn) => {
    expect(moveInGrid({ row, column }, key, isControl, size)).toEqual({ row: nextRow, column: nextColumn });
  });

  it('leaves other keys alone', () => {
    expect(moveInGrid({ row: 0, column: 0 }, 'a', false, size)).toBeUndefined();
  });
});
