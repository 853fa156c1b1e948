import type { ResultGrid } from './resultGrid';

export interface GridKeyActions {
  readonly copy: () => void;
  readonly showValue: () => void;
  readonly openValueMenu: (anchor: DOMRect) => void;
  readonly openColumnMenu: (columnId: string, anchor: DOMRect) => void;
  /** To what comes behind the grid. */
  readonly leave: () => void;
}

/**
 * Gives the grid the keys that AG Grid leaves: menus, selection, copy. And Tab, by which AG Grid now and then stays: it moves the
 * focus to its own edge, and lets the browser go on from there.
 */
export function bindGridKeys(container: HTMLElement, grid: ResultGrid, actions: GridKeyActions): void {
  container.addEventListener(
    'keydown',
    (event) => {
      const { target } = event;
      const header = target instanceof Element ? target.closest<HTMLElement>('.ag-header-cell') : null;
      const cell = target instanceof Element ? target.closest<HTMLElement>('.ag-cell') : null;
      const isHandled =
        header !== null
          ? handleHeaderKey(event, header, actions)
          : cell !== null && handleCellKey(event, cell, grid, actions);
      if (isHandled) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    { capture: true },
  );
}

function handleHeaderKey(event: KeyboardEvent, header: HTMLElement, actions: GridKeyActions): boolean {
  if (!isMenuKey(event) && !(event.key === 'ArrowDown' && event.altKey)) {
    return false;
  }
  actions.openColumnMenu(header.getAttribute('col-id') ?? '', header.getBoundingClientRect());
  return true;
}

function handleCellKey(event: KeyboardEvent, cell: HTMLElement, grid: ResultGrid, actions: GridKeyActions): boolean {
  const { key, shiftKey } = event;
  const isControl = event.ctrlKey || event.metaKey;
  if (isMenuKey(event)) {
    actions.openValueMenu(cell.getBoundingClientRect());
    return true;
  }
  if (key === 'Tab' && !shiftKey && !isControl) {
    actions.leave();
    return true;
  }
  if (shiftKey && !event.altKey && grid.selection.extendByKey(key, isControl)) {
    return true;
  }
  if (key === 'Home' || key === 'End') {
    grid.moveToEdge(key === 'End', isControl);
    return true;
  }
  if (key === ' ' && shiftKey) {
    grid.selection.selectRow();
    return true;
  }
  if (key === 'Enter') {
    actions.showValue();
    return true;
  }
  if (key === 'Escape') {
    return grid.selection.clear();
  }
  if (isControl && key.toLowerCase() === 'a') {
    grid.selection.selectAll();
    return true;
  }
  if (isControl && key.toLowerCase() === 'c') {
    actions.copy();
    return true;
  }
  return false;
}

function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
