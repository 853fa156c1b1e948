import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  createGrid,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  type CellPosition,
  type ColDef,
  type Column,
  type GridApi,
  type GridOptions,
  type SortModelItem,
} from 'ag-grid-community';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import type { ResultSort, ResultView } from '../../core/protocol/resultProtocol';
import { pageRows, type PageLoader } from '../rows/pageLoader';
import { isSameView, withSort } from '../view/viewState';
import type { Words } from '../view/words';
import { CellSelection } from './cellSelection';
import { placeOf, type GridColumn } from './gridColumn';
import type { GridHeaderOptions } from './gridHeader';
import { columnDefinition, fixedOptions, type ColumnDisplay } from './gridOptions';

const modules = [
  InfiniteRowModelModule,
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
];

export interface ResultGridOptions {
  readonly container: HTMLElement;
  readonly loader: PageLoader;
  readonly columns: readonly GridColumn[];
  /** The columns that are not shown at first. */
  readonly hidden: readonly GridColumn[];
  /** The rows that columns are measured by. */
  readonly sample: readonly Row[];
  /** Pixels. */
  readonly characterWidth: number;
  readonly words: Words;
  readonly label: string;
  readonly isLocalTime: () => boolean;
  readonly header: (column: GridColumn) => GridHeaderOptions;
  /** Rows are on the screen. */
  readonly onFirstRows: () => void;
}

export interface FocusedCell {
  /** Position in the view. */
  readonly rowIndex: number;
  readonly row: Row;
  readonly column: GridColumn;
}

/** What is open below the grid: a cell, or a row where no column is named. */
export interface OpenCell {
  readonly rowIndex: number;
  readonly columnId?: string;
}

/**
 * Rows of a view as a grid that asks for them as it is scrolled, made with AG Grid Community: only rows and columns on the screen
 * exist, a million rows are one scroll bar, and its roles, counts and keys are those of the WAI-ARIA grid pattern.
 */
export class ResultGrid {
  readonly api: GridApi<Row>;
  readonly selection: CellSelection;
  private readonly columns = new Map<string, GridColumn>();
  private narrowing: Omit<ResultView, 'sort'>;
  private open: OpenCell | undefined;

  constructor(private readonly options: ResultGridOptions) {
    const { container, loader, words, label, onFirstRows } = options;
    this.narrowing = loader.view;
    this.selection = new CellSelection(() => this.api, container);
    this.keepColumns(options.columns);
    const dynamicOptions: GridOptions<Row> = {
      ...fixedOptions(words),
      // Within the shadow root: neither the notebook's styles nor the grid's leak.
      themeStyleContainer: container,
      cacheBlockSize: pageRows,
      // Rows are drawn once they are there, not before and again.
      infiniteInitialRowCount: 1,
      columnDefs: this.definitions(),
      maintainColumnOrder: true,
      onFirstDataRendered: onFirstRows,
      onViewportChanged: () => {
        this.showVisible();
      },
      onSortChanged: () => {
        this.showFirstRow();
      },
      // Tab comes back to the cell that it left.
      focusGridInnerElement: () => this.focus(),
      onCellFocused: ({ rowIndex, column }) => {
        const position = this.api.getAllDisplayedColumns().findIndex((shown) => shown === column);
        if (rowIndex !== null && position >= 0) {
          this.selection.follow({ row: rowIndex, column: position });
        }
      },
      datasource: {
        getRows: (request) => {
          this.applySort(request.sortModel);
          loader.load(request.startRow / pageRows, (rows, rowCount) => {
            request.successCallback([...rows], rowCount);
          });
        },
      },
    };
    this.api = createGrid<Row>(container, dynamicOptions, { modules });
    container.querySelector('[role=grid]')?.setAttribute('aria-label', label);
    // Chromium would let Tab stop at what scrolls; the cells are the stops here.
    container.querySelector('.ag-grid-viewport')?.setAttribute('tabindex', '-1');
  }

  /** Shows these columns; the ones that were there keep their widths and places, and a new one comes behind its neighbour. */
  setColumns(columns: readonly GridColumn[]): void {
    const added = columns.filter(({ id }) => !this.columns.has(id));
    const removed = [...this.columns.values()].filter((column) => !columns.includes(column));
    const isOrderLost = removed.some(({ id }) => typeof this.api.getColumn(id)?.getSort() === 'string');
    this.keepColumns(columns);
    this.refreshColumns();
    for (const column of added) {
      // The grid puts what is new at its end.
      const before = columns[columns.indexOf(column) - 1];
      const place = this.api.getAllGridColumns().findIndex((other) => other.getColId() === before?.id) + 1;
      this.api.moveColumns([column.id], place);
      this.api.ensureColumnVisible(column.id);
    }
    if (isOrderLost) {
      this.api.purgeInfiniteCache();
    }
  }

  /** Draws headers and cells anew: the time zone or the filters are others. */
  refreshColumns(): void {
    this.api.setGridOption('columnDefs', this.definitions());
    this.api.refreshCells({ force: true });
  }

  /** Shows the rows of other filters, or another search, from the first one on. */
  narrow(view: ResultView): void {
    this.narrowing = view;
    this.api.purgeInfiniteCache();
    this.showFirstRow();
    this.refreshColumns();
  }

  /** Marks the cell or the row whose value is open; none, unless one is given. */
  markOpen(cell?: OpenCell): void {
    this.open = cell;
    this.api.refreshCells({ force: true });
  }

  column(id: string): GridColumn | undefined {
    return this.columns.get(id);
  }

  /** The columns that are on show, from left to right. */
  shownColumns(): readonly GridColumn[] {
    return this.api.getAllDisplayedColumns().flatMap((column) => this.columns.get(column.getColId()) ?? []);
  }

  focusedCell(): FocusedCell | undefined {
    const place = this.focusedPlace();
    const column = this.columns.get(place?.column.getColId() ?? '');
    const row = this.options.loader.rowAt(place?.rowIndex ?? -1);
    return place === undefined || column === undefined || row === undefined
      ? undefined
      : { rowIndex: place.rowIndex, row, column };
  }

  /** The first or the last cell of the row, or of the whole grid. */
  moveToEdge(isLast: boolean, isWholeGrid: boolean): void {
    const column = this.api.getAllDisplayedColumns().at(isLast ? -1 : 0);
    const edgeRow = isLast ? this.api.getDisplayedRowCount() - 1 : 0;
    const rowIndex = isWholeGrid ? edgeRow : (this.focusedPlace()?.rowIndex ?? 0);
    if (column !== undefined) {
      this.focusCell(rowIndex, column);
    }
  }

  /** Gives the focus back to the cell that had it; false where none had. */
  focus(): boolean {
    const place = this.focusedPlace();
    if (place !== undefined) {
      this.focusCell(place.rowIndex, place.column);
    }
    return place !== undefined;
  }

  focusCell(rowIndex: number, column: Column): void {
    this.api.ensureIndexVisible(rowIndex);
    this.api.ensureColumnVisible(column);
    this.api.setFocusedCell(rowIndex, column);
  }

  focusHeader(column: GridColumn): void {
    this.options.container.querySelector<HTMLElement>(`.ag-header-cell[col-id="${CSS.escape(column.id)}"]`)?.focus();
  }

  destroy(): void {
    this.api.destroy();
  }

  private focusedPlace(): CellPosition | undefined {
    return this.api.getFocusedCell() ?? undefined;
  }

  private keepColumns(columns: readonly GridColumn[]): void {
    this.columns.clear();
    for (const column of columns) {
      this.columns.set(column.id, column);
    }
  }

  private definitions(): ColDef<Row, CellValue>[] {
    const { sample, hidden, isLocalTime, header, characterWidth } = this.options;
    const display: ColumnDisplay = {
      characterWidth,
      isLocalTime,
      header,
      isHidden: (column) => hidden.includes(column),
      isSelected: (row, columnId) => this.selection.has(row, columnId),
      isOpen: (row, columnId) =>
        this.open?.rowIndex === row && (this.open.columnId === undefined || this.open.columnId === columnId),
    };
    return [...this.columns.values()].map((column) => columnDefinition(column, sample, display));
  }

  private applySort(sortModel: readonly SortModelItem[]): void {
    const { loader } = this.options;
    const sort = sortModel.flatMap(({ colId, sort: direction }): readonly ResultSort[] => {
      const column = this.column(colId);
      return column === undefined ? [] : [{ ...placeOf(column), descending: direction === 'desc' }];
    });
    const view = withSort({ ...this.narrowing, sort: [] }, sort);
    if (!isSameView(view, loader.view)) {
      // Its row has another place now.
      this.open = undefined;
      loader.setView(view);
    }
  }

  private showFirstRow(): void {
    if (this.api.getDisplayedRowCount() > 0) {
      this.api.ensureIndexVisible(0, 'top');
    }
    this.showVisible();
  }

  private showVisible(): void {
    this.options.loader.show(this.api.getFirstDisplayedRowIndex(), this.api.getLastDisplayedRowIndex());
  }
}
