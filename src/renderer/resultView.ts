import type { ResultPayload } from '../core/notebook/resultPayload';
import { filledColumns } from '../core/notebook/shownColumns';
import { createResultGrid, type ShownColumn } from './resultGrid';

/** A result: the grid, and below it in words what is shown of the whole. */
export function createResultView(payload: ResultPayload): HTMLElement {
  const view = document.createElement('div');
  view.className = 'result';
  const scroller = document.createElement('div');
  scroller.className = 'scroller';
  const footer = document.createElement('div');
  footer.className = 'footer';
  const limits = document.createElement('span');
  limits.textContent = payload.limits;
  footer.append(limits);
  view.append(scroller, footer);

  const all = payload.columns.map((column, index): ShownColumn => ({ column, index }));
  const filled = new Set(filledColumns(all.length, payload.rows));
  const filledOnly = all.filter(({ index }) => filled.has(index));
  scroller.append(createResultGrid(payload, filledOnly));
  if (filledOnly.length < all.length) {
    footer.append(
      ...emptyColumnsToggle(payload, all.length - filledOnly.length, (areShown) => {
        scroller.replaceChildren(createResultGrid(payload, areShown ? all : filledOnly));
      }),
    );
  }
  return view;
}

function emptyColumnsToggle(
  { labels }: ResultPayload,
  count: number,
  onToggle: (areShown: boolean) => void,
): readonly HTMLElement[] {
  const words = document.createElement('span');
  words.textContent = labels.hiddenColumns.replace('{0}', String(count));
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.textContent = labels.showEmptyColumns;
  let areShown = false;
  button.addEventListener('click', () => {
    areShown = !areShown;
    words.hidden = areShown;
    button.textContent = areShown ? labels.hideEmptyColumns : labels.showEmptyColumns;
    onToggle(areShown);
  });
  return [words, button];
}
