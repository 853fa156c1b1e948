/** A cell of the grid, header row included: row 0 holds the names of the columns. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** Rows that Page Up and Page Down go. */
const pageRows = 10;

/**
 * Where a key leads to, after the grid pattern of the WAI-ARIA Authoring Practices; undefined for a key that does not move.
 * `isControl`: Control, or Command on a Mac, is held.
 */
export function moveInGrid(
  { row, column }: GridPosition,
  key: string,
  isControl: boolean,
  size: GridSize,
): GridPosition | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  switch (key) {
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(lastRow, row + 1), column };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(lastColumn, column + 1) };
    case 'PageUp':
      return { row: Math.max(0, row - pageRows), column };
    case 'PageDown':
      return { row: Math.min(lastRow, row + pageRows), column };
    case 'Home':
      return { row: isControl ? 0 : row, column: 0 };
    case 'End':
      return { row: isControl ? lastRow : row, column: lastColumn };
    default:
      return undefined;
  }
}
