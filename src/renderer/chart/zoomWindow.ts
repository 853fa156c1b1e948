/** The part of an axis that is shown, in percent of the whole. */
export interface ZoomWindow {
  readonly start: number;
  readonly end: number;
}

export type ZoomStep = 'zoomIn' | 'zoomOut' | 'moveBack' | 'moveOn' | 'showAll';

export const wholeWindow: ZoomWindow = { start: 0, end: 100 };

/** Percent: one more step would show next to nothing. */
const minSize = 0.5;

/** The window after a step: half or twice as large about its middle, or moved by half of itself; never beyond the ends. */
export function nextWindow({ start, end }: ZoomWindow, step: ZoomStep): ZoomWindow {
  const size = end - start;
  switch (step) {
    case 'zoomIn':
      return placed(start + size / 4, Math.max(minSize, size / 2));
    case 'zoomOut':
      return placed(start - size / 2, size * 2);
    case 'moveBack':
      return placed(start - size / 2, size);
    case 'moveOn':
      return placed(start + size / 2, size);
    case 'showAll':
      return wholeWindow;
  }
}

function placed(start: number, size: number): ZoomWindow {
  const bounded = Math.min(size, 100);
  const first = Math.min(Math.max(start, 0), 100 - bounded);
  return { start: first, end: first + bounded };
}
