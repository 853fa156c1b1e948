import { createElement } from '../parts/element';

/** Rows that an output shows before it scrolls. */
export const shownRows = 22;
const minHeight = 80;
const maxHeight = 2_000;
/** Pixels that an arrow key moves the edge. */
const keyStep = 24;

export interface GridMetrics {
  readonly rowHeight: number;
  readonly headerHeight: number;
}

/** As high as the content, up to some 22 rows; there is always room for one, and for the bar that scrolls sideways. */
export function fittingHeight(rowCount: number, { rowHeight, headerHeight }: GridMetrics): number {
  const scrollBarAndBorders = 18;
  return headerHeight + Math.min(Math.max(rowCount, 1), shownRows) * rowHeight + scrollBarAndBorders;
}

/** The lower edge of an element, to be drawn with the mouse or moved with the arrow keys. */
export function createHeightHandle(target: HTMLElement, label: string): HTMLElement {
  const handle = createElement('div', {
    className: 'height-handle',
    attributes: {
      role: 'separator',
      'aria-orientation': 'horizontal',
      'aria-label': label,
      'aria-valuemin': String(minHeight),
      'aria-valuemax': String(maxHeight),
      tabindex: '0',
    },
  });
  const resize = (height: number): void => {
    const bounded = Math.round(Math.min(Math.max(height, minHeight), maxHeight));
    target.style.height = `${bounded}px`;
    handle.setAttribute('aria-valuenow', String(bounded));
  };
  handle.setAttribute('aria-valuenow', String(Number.parseInt(target.style.height, 10)));
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', (event) => {
    if (handle.hasPointerCapture(event.pointerId)) {
      resize(event.clientY - target.getBoundingClientRect().top);
    }
  });
  handle.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      resize(target.offsetHeight + (key === 'ArrowDown' ? keyStep : -keyStep));
    }
  });
  return handle;
}
