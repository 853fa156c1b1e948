import type { GridApi } from 'ag-grid-community';
import type { Row } from '../../core/protocol/queryProtocol';
import { boundsOf, extendRange, isSingleCell, type CellPlace, type CellRange, type RangeBounds } from './cellRange';

/**
 * A rectangle of cells that is chosen by Shift and the arrow keys, or with the mouse. Own code: the grid's free edition selects rows
 * only.
 */
export class CellSelection {
  private range: CellRange | undefined;
  private focused: CellPlace = { row: 0, column: 0 };
  private bounds: RangeBounds | undefined;
  private selectedColumns: ReadonlySet<string> = new Set();

  constructor(
    /** The grid asks for its selection while it is made. */
    private readonly getApi: () => GridApi<Row>,
    private readonly container: HTMLElement,
  ) {}

  private get api(): GridApi<Row> {
    return this.getApi();
  }

  /** Rows, and positions among the shown columns; undefined where no cell has been focused. */
  get area(): RangeBounds | undefined {
    return this.range === undefined ? undefined : boundsOf(this.range);
  }

  get isRectangle(): boolean {
    return this.bounds !== undefined;
  }

  has(row: number, columnId: string): boolean {
    return (
      this.bounds !== undefined &&
      row >= this.bounds.firstRow &&
      row <= this.bounds.lastRow &&
      this.selectedColumns.has(columnId)
    );
  }

  /** The focus went to a cell: a new selection begins there, unless it was drawn to it. */
  follow(place: CellPlace): void {
    this.focused = place;
    if (this.range?.end.row !== place.row || this.range.end.column !== place.column) {
      this.select({ anchor: place, end: place });
    }
  }

  extendByKey(key: string, isFar: boolean): boolean {
    const next = this.range === undefined ? undefined : extendRange(this.range.end, key, isFar, this.lastPlace());
    if (next === undefined) {
      return false;
    }
    this.extendTo(next);
    this.api.ensureIndexVisible(next.row);
    const column = this.api.getAllDisplayedColumns()[next.column];
    if (column !== undefined) {
      this.api.ensureColumnVisible(column);
      this.api.setFocusedCell(next.row, column);
    }
    return true;
  }

  extendTo(end: CellPlace): void {
    this.select({ anchor: this.range?.anchor ?? end, end });
  }

  selectRow(): void {
    if (this.range !== undefined) {
      const { row: anchorRow } = this.range.anchor;
      this.select({
        anchor: { row: anchorRow, column: this.lastPlace().column },
        end: { row: this.range.end.row, column: 0 },
      });
    }
  }

  selectAll(): void {
    this.select({ anchor: this.lastPlace(), end: { row: 0, column: 0 } });
  }

  /** Back to the one cell that has the focus; false where nothing else was selected. */
  clear(): boolean {
    if (this.range === undefined || isSingleCell(this.range)) {
      return false;
    }
    this.select({ anchor: this.focused, end: this.focused });
    return true;
  }

  private lastPlace(): CellPlace {
    return { row: this.api.getDisplayedRowCount() - 1, column: this.api.getAllDisplayedColumns().length - 1 };
  }

  private select(range: CellRange): void {
    const wasRectangle = this.isRectangle;
    this.range = range;
    // A single cell has its focus ring, and needs no other mark.
    this.bounds = isSingleCell(range) ? undefined : boundsOf(range);
    if (!wasRectangle && this.bounds === undefined) {
      return;
    }
    const { firstColumn, lastColumn } = boundsOf(range);
    const columns = this.api.getAllDisplayedColumns().slice(firstColumn, lastColumn + 1);
    this.selectedColumns = new Set(columns.map((column) => column.getColId()));
    this.api.refreshCells({ force: true });
    for (const cell of this.container.querySelectorAll('.ag-cell')) {
      cell.setAttribute('aria-selected', String(cell.classList.contains('selected')));
    }
  }
}
