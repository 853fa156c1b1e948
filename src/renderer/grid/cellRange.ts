/** A cell by its row in the view, and its column's place among the shown ones. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells: from where the selection began to where it is drawn. */
export interface CellRange {
  readonly anchor: CellPlace;
  readonly end: CellPlace;
}

export interface RangeBounds {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export function boundsOf({ anchor, end }: CellRange): RangeBounds {
  return {
    firstRow: Math.min(anchor.row, end.row),
    lastRow: Math.max(anchor.row, end.row),
    firstColumn: Math.min(anchor.column, end.column),
    lastColumn: Math.max(anchor.column, end.column),
  };
}

export function contains(range: CellRange, { row, column }: CellPlace): boolean {
  const { firstRow, lastRow, firstColumn, lastColumn } = boundsOf(range);
  return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
}

export function isSingleCell({ anchor, end }: CellRange): boolean {
  return anchor.row === end.row && anchor.column === end.column;
}

/** Where a range ends after a key is pressed with Shift; undefined for a key that does not move. `isFar`: Control is held. */
export function extendRange(
  { row, column }: CellPlace,
  key: string,
  isFar: boolean,
  last: CellPlace,
): CellPlace | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: isFar ? 0 : Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: isFar ? last.row : Math.min(last.row, row + 1), column };
    case 'ArrowLeft':
      return { row, column: isFar ? 0 : Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: isFar ? last.column : Math.min(last.column, column + 1) };
    default:
      return undefined;
  }
}
