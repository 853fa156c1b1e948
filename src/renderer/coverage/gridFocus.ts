/**
 * Moves the focus within a grid by the keys of the WAI-ARIA grid pattern: one cell is reached with Tab, the others with the arrow keys,
 * Home and End, Page Up and Page Down. What the focused cell says, or the one below the pointer, stands in `#details`.
 */
export class GridFocus {
  private current: HTMLElement | undefined;

  /** @param root holds the grid, which may be replaced within it: then call `start` */
  constructor(private readonly root: HTMLElement) {
    root.addEventListener('keydown', (event) => {
      this.handleKey(event);
    });
    root.addEventListener('focusin', ({ target }) => {
      const cell = cellOf(target);
      if (cell !== undefined) {
        this.select(cell);
        this.tell(cell);
      }
    });
    root.addEventListener('pointerover', ({ target }) => {
      this.tell(cellOf(target) ?? cellOf(document.activeElement));
    });
  }

  get cellId(): string | undefined {
    return this.current?.id;
  }

  /** Lets Tab reach the cell with an id, or the newest one that has passed. */
  start(cellId: string | undefined): void {
    this.current = undefined;
    const cells = [...this.root.querySelectorAll<HTMLElement>('[role=gridcell]')];
    const firstRow = cells.filter((cell) => cell.parentElement === cells[0]?.parentElement);
    const cell =
      cells.find(({ id }) => id === cellId) ??
      firstRow.findLast((found) => !found.classList.contains('future')) ??
      firstRow[0];
    if (cell !== undefined) {
      this.select(cell);
    }
  }

  private select(cell: HTMLElement): void {
    if (this.current !== undefined) {
      this.current.tabIndex = -1;
    }
    this.current = cell;
    cell.tabIndex = 0;
  }

  private tell(cell: HTMLElement | undefined): void {
    const details = this.root.querySelector('#details');
    if (details !== null) {
      details.textContent = cell?.getAttribute('aria-label') ?? '';
    }
  }

  private handleKey(event: KeyboardEvent): void {
    const cell = cellOf(event.target);
    if (cell === undefined || event.altKey || event.metaKey) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      cell.click();
      return;
    }
    const goal = goalOf(event, cell);
    if (goal !== undefined) {
      event.preventDefault();
      goal.focus();
      goal.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }
}

/** Undefined for a key that does not move. */
function goalOf({ key, ctrlKey }: KeyboardEvent, cell: HTMLElement): HTMLElement | undefined {
  const rows = [...(cell.closest('tbody')?.children ?? [])].map(cellsOf);
  const row = rows.findIndex((cells) => cells.includes(cell));
  const column = rows[row]?.indexOf(cell) ?? 0;
  const lastColumn = (rows[row]?.length ?? 1) - 1;
  const at = (goalRow: number, goalColumn: number): HTMLElement | undefined =>
    rows[clamp(goalRow, rows.length - 1)]?.[clamp(goalColumn, lastColumn)];
  switch (key) {
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'PageUp':
      return at(row, column - pageColumns);
    case 'PageDown':
      return at(row, column + pageColumns);
    case 'Home':
      return at(ctrlKey ? 0 : row, 0);
    case 'End':
      return at(ctrlKey ? rows.length - 1 : row, lastColumn);
    default:
      return undefined;
  }
}

/** A day of hours. */
const pageColumns = 24;

function clamp(index: number, last: number): number {
  return Math.min(Math.max(index, 0), last);
}

function cellsOf(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('[role=gridcell]')];
}

function cellOf(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof HTMLElement && target.getAttribute('role') === 'gridcell' ? target : undefined;
}
