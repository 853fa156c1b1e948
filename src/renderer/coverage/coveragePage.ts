import type { CoveragePageContent, CoveragePageReady } from '../../core/protocol/coveragePageProtocol';
import { GridFocus } from './gridFocus';

/** What the page keeps while it is hidden: VS Code throws the rest away. */
interface KeptState {
  readonly focusId?: string;
  /** The cell that Tab reaches. */
  readonly cellId?: string;
  readonly scrollTop: number;
  readonly scrollLeft: number;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): KeptState | undefined;
  setState(state: KeptState): void;
};

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
  return {
    ...(focusId === '' ? {} : { focusId }),
    ...(grid.cellId === undefined ? {} : { cellId: grid.cellId }),
    scrollTop: document.documentElement.scrollTop,
    scrollLeft: main.querySelector('.scroller')?.scrollLeft ?? 0,
  };
}

/** The first time, the newest hours are in sight. */
function restore(kept: KeptState | undefined): void {
  grid.start(kept?.cellId);
  const scroller = main.querySelector('.scroller');
  if (scroller !== null) {
    scroller.scrollLeft = kept?.scrollLeft ?? scroller.scrollWidth;
  }
  if (kept !== undefined) {
    document.documentElement.scrollTop = kept.scrollTop;
    if (kept.focusId !== undefined) {
      document.getElementById(kept.focusId)?.focus({ preventScroll: true });
    }
  }
}
