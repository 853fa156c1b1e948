import type { CoveragePageContent, CoveragePageReady } from '../../core/protocol/coveragePageProtocol';
import { GridFocus } from './gridFocus';

/** What the page keeps while it is hidden: VS Code throws the rest away. */
interface KeptState {
  readonly focusId?: string;
  /** The cell that Tab reaches. */
  readonly cellId?: string;
  readonly scrollTop: number;
  readonly scrollLeft: number;
  /** Another map begins at its newest end. */
  readonly mapWidth: number;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): KeptState | undefined;
  setState(state: KeptState): void;
};

/** What the page offers first, whatever that is. */
const actionId = 'action';

const host = acquireVsCodeApi();
const main = document.querySelector('main') ?? document.body;
const grid = new GridFocus(main);

window.addEventListener('message', ({ data }: MessageEvent<CoveragePageContent>) => {
  const kept = main.childElementCount > 0 ? readState() : host.getState();
  // The host has escaped all that is not its own.
  main.innerHTML = data.markup;
  restore(kept);
});

document.addEventListener('click', ({ target }) => {
  const pressed = target instanceof Element ? target.closest<HTMLElement>('[data-command]') : null;
  if (pressed !== null) {
    host.postMessage(Object.fromEntries(Object.entries(pressed.dataset)));
  }
});

document.addEventListener('scroll', keep, { capture: true, passive: true });
document.addEventListener('focusin', keep);
document.addEventListener('focusout', keep);

host.postMessage({
  command: 'ready',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
} satisfies CoveragePageReady);

function keep(): void {
  host.setState(readState());
}

function readState(): KeptState {
  const focusId = document.activeElement?.id ?? '';
  const map = main.querySelector('.scroller');
  return {
    ...(focusId === '' ? {} : { focusId }),
    ...(grid.cellId === undefined ? {} : { cellId: grid.cellId }),
    scrollTop: document.documentElement.scrollTop,
    scrollLeft: map?.scrollLeft ?? 0,
    mapWidth: map?.scrollWidth ?? 0,
  };
}

function restore(kept: KeptState | undefined): void {
  grid.start(kept?.cellId);
  const map = main.querySelector('.scroller');
  if (map !== null) {
    map.scrollLeft = kept?.mapWidth === map.scrollWidth ? kept.scrollLeft : map.scrollWidth;
  }
  if (kept !== undefined) {
    document.documentElement.scrollTop = kept.scrollTop;
    // What had the focus may be done and gone. A page that nobody is in takes no focus from elsewhere.
    if (kept.focusId !== undefined && document.hasFocus()) {
      const focused = document.getElementById(kept.focusId) ?? document.getElementById(actionId);
      focused?.focus({ preventScroll: true });
    }
  }
}
