import type { CellPlace } from './cellRange';
import type { ResultGrid } from './resultGrid';

/** Selects cells with the mouse: drawn over them, or clicked with Shift. */
export function bindGridMouse(container: HTMLElement, grid: ResultGrid): void {
  let isDrawing = false;
  container.addEventListener('pointerdown', (event) => {
    const place = placeOf(event.target, grid);
    if (place === undefined || event.button !== 0) {
      return;
    }
    isDrawing = true;
    if (event.shiftKey) {
      grid.selection.extendTo(place);
    } else {
      grid.selection.clear();
      grid.selection.follow(place);
    }
  });
  container.addEventListener('pointerover', (event) => {
    isDrawing &&= event.buttons === 1;
    const place = isDrawing ? placeOf(event.target, grid) : undefined;
    if (place !== undefined) {
      grid.selection.extendTo(place);
    }
  });
}

function placeOf(target: EventTarget | null, grid: ResultGrid): CellPlace | undefined {
  const cell = target instanceof Element ? target.closest('.ag-cell') : null;
  const row = Number(cell?.closest('[row-index]')?.getAttribute('row-index') ?? Number.NaN);
  const column = grid.shownColumns().findIndex(({ id }) => id === cell?.getAttribute('col-id'));
  return Number.isNaN(row) || column < 0 ? undefined : { row, column };
}
