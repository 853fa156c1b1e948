import type { Row } from '../../core/protocol/queryProtocol';
import { createElement } from '../parts/element';
import { displayText, isNumeric } from '../values/displayText';
import { columnValue, columnWidth, type GridColumn } from './gridColumn';
import { createHeaderText } from './gridHeader';

export interface FirstRowsOptions {
  /** The ones that are shown at first. */
  readonly columns: readonly GridColumn[];
  readonly rows: readonly Row[];
  /** Rows that are in sight. */
  readonly shownRows: number;
  /** Pixels. */
  readonly characterWidth: number;
  /** Of a column's header, behind its name. */
  readonly suffix: (column: GridColumn) => string;
}

/**
 * The first rows as the grid will show them, to look at while it is made: a first grid takes the browser more than 100 ms. Hidden
 * from screen readers, which get the grid.
 */
export function createFirstRows(options: FirstRowsOptions): HTMLElement {
  const { rows, shownRows, suffix } = options;
  const shown = columnsWithin(options, window.innerWidth);
  const header = shown.map(({ column, width }) =>
    createCell(column, width, createHeaderText(column.name, suffix(column))),
  );
  const lines = rows.slice(0, shownRows).map((row) => {
    const cells = shown.map(({ column, width }) => {
      const text = displayText(columnValue(column, row), column.type, { isLocalTime: false, ...column });
      return createCell(column, width, [document.createTextNode(text)]);
    });
    return createElement('div', { className: 'first-row' }, ...cells);
  });
  return createElement(
    'div',
    { className: 'first-rows', attributes: { 'aria-hidden': 'true' } },
    createElement('div', { className: 'first-header' }, ...header),
    ...lines,
  );
}

interface PlacedColumn {
  readonly column: GridColumn;
  readonly width: number;
}

function columnsWithin({ columns, rows, characterWidth }: FirstRowsOptions, space: number): readonly PlacedColumn[] {
  const placed: PlacedColumn[] = [];
  let left = 0;
  for (const column of columns) {
    if (left > space) {
      break;
    }
    const width = columnWidth(column, rows, characterWidth);
    placed.push({ column, width });
    left += width;
  }
  return placed;
}

function createCell(column: GridColumn, width: number, content: readonly Node[]): HTMLElement {
  const className = isNumeric(column.type) ? 'first-cell numeric' : 'first-cell';
  const cell = createElement('div', { className }, ...content);
  cell.style.width = `${width}px`;
  return cell;
}
