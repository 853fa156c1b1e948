import type { CellClassParams, ColDef, GridOptions } from 'ag-grid-community';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import { displayText, isNumeric } from '../values/displayText';
import type { Words } from '../view/words';
import { columnValue, columnWidth, type GridColumn } from './gridColumn';
import { GridHeader, type GridHeaderOptions } from './gridHeader';
import { gridTheme, headerHeight, rowHeight } from './gridTheme';

export interface ColumnDisplay {
  /** Pixels. */
  readonly characterWidth: number;
  readonly isLocalTime: () => boolean;
  readonly isHidden: (column: GridColumn) => boolean;
  readonly isSelected: (row: number, columnId: string) => boolean;
  /** Its value is open below the grid. */
  readonly isOpen: (row: number, columnId: string) => boolean;
  readonly header: (column: GridColumn) => GridHeaderOptions;
}

/** What does not change while a grid is shown. */
export function fixedOptions(words: Words): GridOptions<Row> {
  return {
    theme: gridTheme(),
    rowModelType: 'infinite',
    rowHeight,
    headerHeight,
    // The loader keeps the pages; the grid itself holds on to those around the screen.
    maxBlocksInCache: 10,
    maxConcurrentDatasourceRequests: -1,
    rowBuffer: 8,
    suppressNoRowsOverlay: true,
    suppressDragLeaveHidesColumns: true,
    // A screen reader reads cells in the order of the document.
    ensureDomOrder: true,
    animateRows: false,
    suppressColumnMoveAnimation: true,
    suppressContextMenu: true,
    // The arrow keys go from cell to cell; Tab goes on to what comes after the grid.
    tabToNextCell: () => false,
    tabToNextHeader: () => false,
    getLocaleText: ({ key, defaultValue }) => (key === 'ariaSortableColumn' ? words.label('sortable') : defaultValue),
  };
}

export function columnDefinition(
  column: GridColumn,
  rows: readonly Row[],
  display: ColumnDisplay,
): ColDef<Row, CellValue> {
  const isRight = isNumeric(column.type);
  return {
    colId: column.id,
    headerName: column.name,
    headerComponentParams: {
      innerHeaderComponent: GridHeader,
      innerHeaderComponentParams: { options: display.header(column) },
    },
    headerClass: isRight ? 'numeric' : '',
    valueGetter: ({ data }) => (data === undefined ? null : columnValue(column, data)),
    valueFormatter: ({ value }) =>
      displayText(value ?? null, column.type, { isLocalTime: display.isLocalTime(), ...column }),
    cellClass: isRight ? 'numeric' : '',
    cellClassRules: {
      selected: ({ rowIndex, column: cellColumn }: CellClassParams<Row, CellValue>) =>
        display.isSelected(rowIndex, cellColumn.getColId()),
      open: ({ rowIndex, column: cellColumn }: CellClassParams<Row, CellValue>) =>
        display.isOpen(rowIndex, cellColumn.getColId()),
    },
    cellDataType: false,
    sortingOrder: ['asc', 'desc', null],
    initialHide: display.isHidden(column),
    resizable: true,
    minWidth: 48,
    initialWidth: columnWidth(column, rows, display.characterWidth),
  };
}
