import { afterFrame } from '../parts/afterFrame';
import { createButton, createElement } from '../parts/element';
import type { Words } from './words';

export interface FooterOptions {
  readonly words: Words;
  readonly totalRows: number;
  /** Rows that are here to be looked at. */
  readonly sourceRows: number;
  readonly emptyColumns: number;
  readonly showEmptyColumns: (areShown: boolean) => void;
}

export interface Footer {
  readonly element: HTMLElement;
  showRowCount(rowCount: number): void;
  /** Says what was just done. */
  tell(message: string): void;
}

/** Below the grid: how many rows it has, what was done, and which columns are not there. */
export function createFooter({ words, totalRows, sourceRows, emptyColumns, showEmptyColumns }: FooterOptions): Footer {
  const count = createElement('span', { attributes: { role: 'status' } });
  const message = createElement('span', { attributes: { role: 'status' } });
  const element = createElement('div', { className: 'footer' }, count);
  if (emptyColumns > 0) {
    element.append(...emptyColumnsToggle(words, emptyColumns, showEmptyColumns));
  }
  element.append(message);
  const isCut = sourceRows < totalRows;
  const countText = (rowCount: number): string => {
    const whole = isCut ? words.label('firstRowsOf', sourceRows, totalRows) : words.label('rows', sourceRows);
    return rowCount === sourceRows
      ? whole
      : `${words.label('rowsOf', rowCount, sourceRows)}${isCut ? ` (${whole})` : ''}`;
  };
  return {
    element,
    showRowCount(rowCount) {
      writeLater(count, () => countText(rowCount));
    },
    tell(text) {
      message.textContent = text;
    },
  };
}

function emptyColumnsToggle(
  words: Words,
  count: number,
  onToggle: (areShown: boolean) => void,
): readonly HTMLElement[] {
  const text = createElement('span');
  writeLater(text, () => words.label('hiddenColumns', count));
  let areShown = false;
  const button = createButton(
    words.label('showEmptyColumns'),
    () => {
      areShown = !areShown;
      text.hidden = areShown;
      button.textContent = words.label(areShown ? 'hideEmptyColumns' : 'showEmptyColumns');
      onToggle(areShown);
    },
    { className: 'link' },
  );
  return [text, button];
}

/** The rows come first: to write a number takes the browser a while, the first time. */
function writeLater(place: HTMLElement, text: () => string): void {
  afterFrame(() => {
    place.textContent = text();
  });
}
