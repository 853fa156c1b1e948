import type { ResultPayload } from '../core/notebook/resultPayload';
import type { Row } from '../core/protocol/queryProtocol';
import { cellContent, isNumeric, type CellContent } from './cellContent';
import { moveInGrid, type GridPosition } from './gridModel';

type Column = ResultPayload['columns'][number];

export interface ShownColumn {
  readonly column: Column;
  /** Index in the result's columns, and so in its rows. */
  readonly index: number;
}

/**
 * A result as an accessible grid: one cell is in the tab order, the arrow keys go from there, Enter expands a value and Escape
 * leaves. All text goes in as text: records are written by strangers.
 */
export function createResultGrid(payload: ResultPayload, columns: readonly ShownColumn[]): HTMLTableElement {
  const table = document.createElement('table');
  table.setAttribute('role', 'grid');
  table.setAttribute('aria-rowcount', String(payload.rowCount + 1));
  table.setAttribute('aria-colcount', String(columns.length));
  table.createCaption().textContent = `${payload.labels.caption}, ${payload.limits}`;
  const headerRow = appendRow(table.createTHead(), 0);
  for (const { column } of columns) {
    headerRow.append(headerCell(column));
  }
  const body = table.createTBody();
  payload.rows.forEach((row, index) => {
    appendRow(body, index + 1).append(...columns.map((shown) => dataCell(payload, row, shown)));
  });
  makeNavigable(table, { rows: payload.rows.length + 1, columns: columns.length });
  return table;
}

function appendRow(section: HTMLTableSectionElement, index: number): HTMLTableRowElement {
  const row = section.insertRow();
  row.setAttribute('role', 'row');
  row.setAttribute('aria-rowindex', String(index + 1));
  return row;
}

function headerCell({ name, type }: Column): HTMLElement {
  const cell = document.createElement('th');
  cell.scope = 'col';
  cell.setAttribute('role', 'columnheader');
  cell.tabIndex = -1;
  cell.title = type;
  cell.textContent = name;
  cell.classList.toggle('numeric', isNumeric(type));
  return cell;
}

function dataCell({ labels }: ResultPayload, row: Row, { column, index }: ShownColumn): HTMLElement {
  const cell = document.createElement('td');
  cell.setAttribute('role', 'gridcell');
  cell.tabIndex = -1;
  cell.classList.toggle('numeric', isNumeric(column.type));
  fillCell(cell, cellContent(row[index] ?? null, column.type), labels);
  return cell;
}

function fillCell(cell: HTMLElement, { short, long }: CellContent, labels: ResultPayload['labels']): void {
  const text = document.createElement('span');
  text.textContent = short;
  if (long === undefined) {
    cell.append(text);
    return;
  }
  // Enter on the cell presses the button, so that the button needs no stop in the tab order.
  const button = document.createElement('button');
  button.type = 'button';
  button.tabIndex = -1;
  const show = (isExpanded: boolean): void => {
    text.textContent = isExpanded ? long : short;
    text.classList.toggle('expanded', isExpanded);
    button.textContent = isExpanded ? '▾' : '▸';
    button.title = isExpanded ? labels.collapse : labels.expand;
    button.setAttribute('aria-label', button.title);
    button.setAttribute('aria-expanded', String(isExpanded));
  };
  button.addEventListener('click', () => {
    show(button.getAttribute('aria-expanded') !== 'true');
  });
  show(false);
  cell.append(button, text);
}

function makeNavigable(table: HTMLTableElement, size: { readonly rows: number; readonly columns: number }): void {
  let current: GridPosition = { row: 0, column: 0 };
  const cellAt = ({ row, column }: GridPosition): HTMLElement | undefined => table.rows[row]?.cells[column];
  const makeCurrent = (position: GridPosition): void => {
    cellAt(current)?.setAttribute('tabindex', '-1');
    cellAt(position)?.setAttribute('tabindex', '0');
    current = position;
  };
  makeCurrent(current);
  table.addEventListener('focusin', ({ target }) => {
    const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('th, td') : null;
    const row = cell?.closest('tr');
    if (cell && row) {
      makeCurrent({ row: row.rowIndex, column: cell.cellIndex });
    }
  });
  table.addEventListener('keydown', (event) => {
    const cell = cellAt(current);
    const next = moveInGrid(current, event.key, event.ctrlKey || event.metaKey, size);
    if (next !== undefined) {
      makeCurrent(next);
      cellAt(next)?.focus();
    } else if (event.key === 'Enter') {
      cell?.querySelector('button')?.click();
    } else if (event.key === 'Escape') {
      cell?.blur();
      return;
    } else {
      return;
    }
    // The notebook would take these keys for itself.
    event.preventDefault();
    event.stopPropagation();
  });
}
